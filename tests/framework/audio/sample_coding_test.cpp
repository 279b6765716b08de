// Plain files against libsndfile, which is asked for the same floats: every bit, in every container.
// SPDX-License-Identifier: MIT
#include "framework/audio/sample_coding.h"
#include "tests/framework/audio/sound_material.h"
#include <cstring>
#include <limits>
#include <sndfile.h>

namespace stemwright {

using Number = SampleCoding::Number;

struct Stored {
    int format;
    Number number;
};
constexpr Stored codings[] = {{SF_FORMAT_PCM_S8, Number::int8},   {SF_FORMAT_PCM_U8, Number::uint8},
                              {SF_FORMAT_PCM_16, Number::int16},  {SF_FORMAT_PCM_24, Number::int24},
                              {SF_FORMAT_PCM_32, Number::int32},  {SF_FORMAT_FLOAT, Number::float32},
                              {SF_FORMAT_DOUBLE, Number::float64}};

template <class Word> static void append(std::string& bytes, Word word) {
    std::string text(reinterpret_cast<const char*>(&word), sizeof word);
    bytes += text;
    bytes.append(text.rbegin(), text.rend()); // in the other order too
}

// Every sample that 8 or 16 bits can be; of wider ones the edges, what rounds, what is no number, and much
// else.
static std::string material(Number number) {
    std::string bytes;
    if (number <= Number::int16)
        for (int v = 0; v < 65536; ++v) append(bytes, uint16_t(v));
    if (number == Number::int24)
        for (const char* edge : {"\x00\x00\x80", "\xff\xff\x7f", "\xff\xff\xff", "\x01\x00\x00"})
            bytes.append(edge, 3).append({edge[2], edge[1], edge[0]});
    if (number == Number::int32)
        for (uint32_t v :
             {0x80000000u, 0x7FFFFFFFu, 0x7FFFFFBFu, 0x7FFFFFC0u, 0xFFFFFFFFu, 0x01000001u, 0x01000003u})
            append(bytes, v);
    using Float = std::numeric_limits<float>;
    using Double = std::numeric_limits<double>;
    if (number == Number::float32)
        for (float v : {0.f, -0.f, 1.f, -1.f, Float::infinity(), -Float::infinity(), Float::quiet_NaN(),
                        Float::signaling_NaN(), Float::denorm_min(), Float::max(), 1e10f})
            append(bytes, v);
    if (number == Number::float64)
        for (double v : {0., -0., 1., 1 + 0x1p-24, 1 + 0x3p-24, Double::infinity(), -Double::infinity(),
                         Double::quiet_NaN(), Double::signaling_NaN(), Double::denorm_min(), Double::max(),
                         1e-40, -1e-46, 0x1.ffffffp127, 1e10})
            append(bytes, v);
    std::mt19937 generator(3);
    while (bytes.size() < 24 * 12345) bytes += char(generator());
    return bytes.substr(0, bytes.size() / 24 * 24); // whole frames of each kind
}

// A file of such bytes; false where the container has no such coding.
static bool write(const std::string& path, int format, int channels, const std::string& bytes) {
    SF_INFO info{0, 48000, channels, format, 0, 0};
    if (!sf_format_check(&info)) return false;
    SNDFILE* file = sf_open(path.c_str(), SFM_WRITE, &info);
    if (!file) return false;
    EXPECT_EQ(sf_write_raw(file, bytes.data(), sf_count_t(bytes.size())), sf_count_t(bytes.size()));
    EXPECT_EQ(sf_close(file), 0);
    return true;
}

static Samples askLibsndfile(const std::string& path) {
    SF_INFO info{};
    SNDFILE* file = sf_open(path.c_str(), SFM_READ, &info);
    Samples samples(size_t(info.frames * info.channels));
    EXPECT_EQ(sf_readf_float(file, samples.data(), info.frames), info.frames);
    sf_close(file);
    return samples;
}

static void expectSameBits(const Samples& samples, const Samples& expected, const std::string& where) {
    ASSERT_EQ(samples.size(), expected.size()) << where;
    for (size_t i = 0; i < samples.size(); ++i)
        ASSERT_EQ(std::bit_cast<uint32_t>(samples[i]), std::bit_cast<uint32_t>(expected[i]))
            << where << ", sample " << i << ": " << samples[i] << " and " << expected[i];
}

TEST(SampleCoding, EverySampleIsWhatLibsndfileMakesOfIt) {
    TemporaryFolder folder;
    std::string path = folder.path("a");
    int files = 0;
    for (int container : {SF_FORMAT_WAV, SF_FORMAT_WAVEX, SF_FORMAT_RF64, SF_FORMAT_W64, SF_FORMAT_AIFF,
                          SF_FORMAT_AU, SF_FORMAT_CAF})
        for (int order : {SF_ENDIAN_FILE, SF_ENDIAN_LITTLE, SF_ENDIAN_BIG})
            for (Stored coding : codings)
                for (int channels : {1, 3}) {
                    if (!write(path, container | coding.format | order, channels, material(coding.number)))
                        continue;
                    SoundReader reader(path, 48000);
                    std::string where = reader.info().format + ", order " + std::to_string(order >> 28);
                    EXPECT_EQ(reader.coding().number, coding.number) << where;
                    expectSameBits(readOn(reader, 997), askLibsndfile(path), where);
                    ++files;
                }
    EXPECT_GT(files, 150);
}

// Some say PCM and pack it in ways of their own.
TEST(SampleCoding, EveryOtherContainerReadsAsLibsndfileReadsIt) {
    TemporaryFolder folder;
    std::string path = folder.path("a");
    std::vector<int> noise(5000);
    std::mt19937 generator(4);
    for (int& v : noise) v = int(generator());
    int files = 0;
    for (int container : {SF_FORMAT_PAF, SF_FORMAT_SVX, SF_FORMAT_NIST, SF_FORMAT_VOC, SF_FORMAT_IRCAM,
                          SF_FORMAT_MAT4, SF_FORMAT_MAT5, SF_FORMAT_PVF, SF_FORMAT_HTK, SF_FORMAT_SDS,
                          SF_FORMAT_AVR, SF_FORMAT_WVE, SF_FORMAT_MPC2K, SF_FORMAT_FLAC})
        for (Stored coding : codings) {
            SF_INFO info{0, 48000, 1, container | coding.format, 0, 0};
            SNDFILE* file = sf_format_check(&info) ? sf_open(path.c_str(), SFM_WRITE, &info) : nullptr;
            if (!file) continue;
            sf_write_int(file, noise.data(), sf_count_t(noise.size()));
            sf_close(file);
            if (messageOf([&] { inspect(path); }) != "nothing was thrown") continue; // where no seek works
            std::string where = inspect(path).format;
            expectSameBits(readSound(path, inspect(path).rate, 997), askLibsndfile(path), where);
            ++files;
        }
    EXPECT_GT(files, 20);
}

TEST(SampleCoding, AnyNumberOfSamplesIsDecodedAlike) {
    for (Stored coding : codings)
        for (std::endian order : {std::endian::little, std::endian::big}) {
            SampleCoding stored{coding.number, order};
            std::string bytes = material(coding.number);
            auto at = [&](int64_t i) {
                return reinterpret_cast<const std::byte*>(bytes.data()) + i * stored.bytes();
            };
            Samples one(100);
            for (int i = 0; i < 100; ++i) decodeSamples(stored, at(i), &one[size_t(i)], 1);
            for (int count = 0; count < 90; ++count) {
                Samples all(size_t(count) + 1, 7.f);
                decodeSamples(stored, at(3), all.data(), count);
                EXPECT_EQ(all.back(), 7) << "written beyond the end";
                all.pop_back();
                expectSameBits(all, Samples(one.begin() + 3, one.begin() + 3 + count),
                               std::to_string(stored.bytes()) + " bytes, " + std::to_string(count));
            }
        }
}

TEST(SampleCoding, AFileThatIsCutWhileItIsReadGoesOnInSilence) {
    TemporaryFolder folder;
    std::string path = folder.path("a.wav");
    for (Stored coding : codings) {
        if (!write(path, SF_FORMAT_WAV | coding.format, 3, material(coding.number))) continue;
        Samples whole = askLibsndfile(path);
        SoundReader reader(path, 48000);
        Samples part(300);
        reader.read(part.data(), 100);
        int64_t left = int64_t(std::filesystem::file_size(path)) / 2;
        std::filesystem::resize_file(path, uintmax_t(left));
        reader.seek(0);
        Samples cut = readOn(reader);
        size_t kept = 0;
        while (kept < whole.size() && std::memcmp(&cut[kept], &whole[kept], 4) == 0) ++kept;
        EXPECT_GE(int64_t(kept), left / reader.coding().bytes() - 100);
        EXPECT_EQ(std::vector<float>(cut.begin() + int64_t(kept), cut.end()), Samples(cut.size() - kept));
        EXPECT_EQ(cut.size(), whole.size());
    }
}

}
