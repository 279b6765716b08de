// Opens sound files through libsndfile and makes up for what its seeks leave out.
// SPDX-License-Identifier: MIT
#include "framework/audio/sound_decoder.h"
#include "framework/audio/mp3_length.h"
#include "framework/audio/sndfile_format.h"
#include "framework/audio/sound_check.h"
#include "framework/audio/vorbis_order.h"
#include <algorithm>
#include <sndfile.h>
#include <vector>

namespace stemwright {

struct SoundDecoder::Handle {
    std::string path;
    SoundInfo info;
    std::unique_ptr<SNDFILE, int (*)(SNDFILE*)> file{nullptr, sf_close};
    bool exact = false;     // its seeks give what reading would have given
    bool reordered = false; // its channels stand in the order of Vorbis
    int64_t position = 0;   // the next frame to deliver
    int64_t counted = 0;    // frames, where only decoding told how many there are
    int64_t decoded = 0;    // the next frame that libsndfile will give
    int64_t first = 0;      // the earliest frame in `past`
    std::vector<float> past;
    int64_t capacity = 0; // of `past`, a ring, in frames
    SampleCoding coding;
    bool plain = false; // its bytes are taken as they stand, and `coding` says how that is
    std::vector<std::byte> scratch;

    void open();
    void count();
    void checkEnd();
    int64_t frameBytes() const { return info.channels * coding.bytes(); } // as they are delivered
    float* floats() { return reinterpret_cast<float*>(scratch.data()); }
    void take(std::byte* out, int64_t frames) noexcept;
    void decode(float* out, int64_t frames) noexcept;
    void replay(float* out, int64_t frames) noexcept;
    bool reach() noexcept;
};

constexpr int64_t chunk = 4096; // frames

// Of the samples as they stand in the file.
static std::endian byteOrder(SNDFILE* file) {
    constexpr bool little = std::endian::native == std::endian::little;
    bool swapped = sf_command(file, SFC_RAW_DATA_NEEDS_ENDSWAP, nullptr, 0) == SF_TRUE;
    return little != swapped ? std::endian::little : std::endian::big;
}

void SoundDecoder::Handle::open() {
    SF_INFO found{};
    file.reset(sf_open(path.c_str(), SFM_READ, &found));
    if (!file) throw unreadableSound(path, sf_error(nullptr), sf_strerror(nullptr));
    decoded = first = 0;
    exact = seeksExactly(found.format);
    auto stored = plainCoding(found.format, byteOrder(file.get()));
    plain = stored.has_value();
    coding = stored.value_or(SampleCoding{});
    reordered =
        (found.format & SF_FORMAT_TYPEMASK) == SF_FORMAT_OGG && found.channels == int(vorbisOrder.size());
    info = {found.channels, double(found.samplerate), counted > 0 ? counted : found.frames,
            soundFormatText(found.format)};
}

// Encoders that write to a pipe leave the length out, and libsndfile guesses that of some MP3 files; then
// only decoding tells it.
void SoundDecoder::Handle::count() {
    int64_t frames = 0;
    while (sf_count_t got = sf_readf_float(file.get(), floats(), chunk)) frames += got;
    if (frames == 0) throw truncatedSound(path, "no sound can be decoded from it");
    counted = frames;
    open();
}

void SoundDecoder::Handle::checkEnd() {
    if (info.frames == 0) return;
    int64_t last = info.frames - 1;
    if (sf_seek(file.get(), last, SEEK_SET) != last ||
        (plain ? sf_read_raw(file.get(), scratch.data(), frameBytes()) != frameBytes()
               : sf_readf_float(file.get(), floats(), 1) != 1))
        throw truncatedSound(path,
                             "the last of its " + std::to_string(info.frames) + " frames cannot be read");
    decoded = info.frames;
    if (!exact) open();
}

// The next frames as they are delivered; silence where the file fails to give what it promised.
void SoundDecoder::Handle::take(std::byte* out, int64_t frames) noexcept {
    if (!plain) return decode(reinterpret_cast<float*>(out), frames);
    const int64_t wanted = frames * frameBytes();
    int64_t got = file ? std::max<int64_t>(sf_read_raw(file.get(), out, wanted), 0) : 0;
    got -= got % frameBytes();
    std::memset(out + got, coding.silence(), size_t(wanted - got));
    decoded += frames;
}

// The next frames of what takes decoding, into `out` and the ring.
void SoundDecoder::Handle::decode(float* out, int64_t frames) noexcept {
    const int64_t width = info.channels;
    int64_t got = file ? std::max<int64_t>(sf_readf_float(file.get(), out, frames), 0) : 0;
    if (reordered) fromVorbisOrder(out, got);
    std::fill(out + got * width, out + frames * width, 0.0f);
    if (capacity > 0)
        for (int64_t i = 0; i < frames; ++i)
            std::copy_n(out + i * width, width, past.begin() + (decoded + i) % capacity * width);
    decoded += frames;
    first = std::max(first, decoded - capacity);
}

void SoundDecoder::Handle::replay(float* out, int64_t frames) noexcept {
    const int64_t width = info.channels;
    for (int64_t i = 0; i < frames; ++i)
        std::copy_n(past.begin() + (position + i) % capacity * width, width, out + i * width);
}

// Brings libsndfile to `position`, unless the ring holds it.
bool SoundDecoder::Handle::reach() noexcept {
    if (position == decoded) return true;
    if (exact) {
        if (!file || sf_seek(file.get(), position, SEEK_SET) != position) return false;
        decoded = position;
        return true;
    }
    if (position < first || (position < decoded && capacity == 0)) {
        try {
            open();
        } catch (...) { // it was there when we started; the reader hears silence
            decoded = first = position;
            return false;
        }
    }
    while (decoded < position) decode(floats(), std::min(chunk, position - decoded));
    return true;
}

SoundDecoder::SoundDecoder(const std::string& path) : handle_(std::make_unique<Handle>()) {
    handle_->path = path;
    checkSoundFile(path);
    handle_->open();
    checkSoundShape(path, handle_->info.channels, handle_->info.rate);
    handle_->scratch.resize(
        size_t(chunk * std::max(handle_->frameBytes(), handle_->info.channels * SampleCoding{}.bytes())));
    bool guessed = handle_->info.format == "mp3" && !mp3SaysItsLength(path);
    if (guessed || handle_->info.frames == SF_COUNT_MAX) handle_->count();
    handle_->checkEnd();
}

SoundDecoder::~SoundDecoder() = default;
SoundDecoder::SoundDecoder(SoundDecoder&&) noexcept = default;
SoundDecoder& SoundDecoder::operator=(SoundDecoder&&) noexcept = default;
const SoundInfo& SoundDecoder::info() const { return handle_->info; }
SampleCoding SoundDecoder::coding() const { return handle_->coding; }

void SoundDecoder::keep(int64_t frames) {
    if (handle_->exact) return;
    handle_->capacity = frames;
    handle_->past.assign(size_t(frames * handle_->info.channels), 0.0f);
    handle_->first = handle_->decoded;
}

void SoundDecoder::seek(int64_t frame) noexcept {
    handle_->position = std::clamp<int64_t>(frame, 0, handle_->info.frames);
}

int64_t SoundDecoder::readStored(std::byte* interleaved, int64_t frames) noexcept {
    Handle& h = *handle_;
    frames = std::clamp<int64_t>(frames, 0, h.info.frames - h.position);
    for (int64_t done = 0; done < frames;) {
        std::byte* out = interleaved + done * h.frameBytes();
        bool there = h.reach();
        int64_t got = frames - done;
        if (!there)
            std::memset(out, h.coding.silence(), size_t(got * h.frameBytes()));
        else if (h.position < h.decoded) {
            got = std::min(got, h.decoded - h.position);
            h.replay(reinterpret_cast<float*>(out), got);
        } else
            h.take(out, got);
        done += got;
        h.position += got;
    }
    return frames;
}

int64_t SoundDecoder::read(float* interleaved, int64_t frames) noexcept {
    Handle& h = *handle_;
    if (h.coding == SampleCoding{}) return readStored(reinterpret_cast<std::byte*>(interleaved), frames);
    frames = std::clamp<int64_t>(frames, 0, h.info.frames - h.position);
    for (int64_t done = 0, got; done < frames; done += got) {
        got = readStored(h.scratch.data(), std::min(chunk, frames - done));
        decodeSamples(h.coding, h.scratch.data(), interleaved + done * h.info.channels,
                      got * h.info.channels);
    }
    return frames;
}

}
