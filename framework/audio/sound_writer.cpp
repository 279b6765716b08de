// Encodes through libsndfile into a file that is renamed into place at the end.
// SPDX-License-Identifier: MIT
#include "framework/audio/sound_writer.h"
#include "framework/audio/dither.h"
#include "framework/audio/ogg_pages.h"
#include "framework/audio/output_file.h"
#include "framework/audio/vorbis_order.h"
#include "framework/error/error.h"
#include <algorithm>
#include <cmath>
#include <sndfile.h>
#include <vector>

namespace stemwright {

constexpr int64_t chunk = 2048; // frames converted at once

struct SoundWriter::State {
    std::string path;
    SoundFormat format;
    OutputFile output;
    std::unique_ptr<SNDFILE, int (*)(SNDFILE*)> file{nullptr, sf_close};
    std::vector<Dither> dithers; // by channel, or none
    std::vector<double> noise;   // interleaved
    std::vector<int32_t> integers;
    std::vector<float> floats;
    int bits = 0;      // of the integers; 0 for float formats
    bool safe = false; // whether there was a checkpoint
    int64_t frames = 0, clipped = 0;

    State(const std::string& path_, const SoundFormat& format_)
        : path(path_), format(format_), output(path_) {}
    void open();
    const int32_t* integral(const float* in, int64_t count);
    const float* finite(const float* in, int64_t count);
    void removeTimestamp();
};

// libsndfile's input and output, so that every failed write is known with its reason.
static OutputFile& of(void* file) { return *static_cast<OutputFile*>(file); }

static SF_VIRTUAL_IO through() {
    SF_VIRTUAL_IO io{};
    io.get_filelen = [](void* file) -> sf_count_t { return of(file).size(); };
    io.seek = [](sf_count_t offset, int whence, void* file) -> sf_count_t {
        int64_t from = whence == SEEK_CUR ? of(file).position() : whence == SEEK_END ? of(file).size() : 0;
        of(file).seek(from + offset);
        return of(file).position();
    };
    io.read = [](void* bytes, sf_count_t count, void* file) -> sf_count_t {
        return of(file).read(bytes, count);
    };
    io.write = [](const void* bytes, sf_count_t count, void* file) -> sf_count_t {
        return of(file).write(bytes, count);
    };
    io.tell = [](void* file) -> sf_count_t { return of(file).position(); };
    return io;
}

static void setBroadcastNote(SNDFILE* file, const BroadcastNote& note) {
    SF_BROADCAST_INFO said{};
    note.description.copy(said.description, sizeof said.description - 1);
    said.time_reference_high = uint32_t(uint64_t(note.timeReference) >> 32);
    said.time_reference_low = uint32_t(note.timeReference);
    sf_command(file, SFC_SET_BROADCAST_INFO, &said, sizeof said);
}

void SoundWriter::State::open() {
    using Depth = SoundFormat::Depth;
    const bool wav = format.container == "wav", ogg = format.container == "ogg";
    SF_INFO info{};
    info.samplerate = int(format.rate);
    info.channels = format.channels;
    info.format = wav                          ? SF_FORMAT_RF64
                  : ogg                        ? SF_FORMAT_OGG
                  : format.container == "flac" ? SF_FORMAT_FLAC
                                               : SF_FORMAT_AIFF;
    switch (format.depth) {
    case Depth::int16:
        info.format |= ogg ? SF_FORMAT_VORBIS : SF_FORMAT_PCM_16, bits = 16;
        break;
    case Depth::int24:
        info.format |= ogg ? SF_FORMAT_VORBIS : SF_FORMAT_PCM_24, bits = 24;
        break;
    case Depth::int32:
        info.format |= ogg ? SF_FORMAT_VORBIS : SF_FORMAT_PCM_32, bits = 32;
        break;
    case Depth::float32:
        info.format |= ogg ? SF_FORMAT_VORBIS : SF_FORMAT_FLOAT;
        break;
    }
    if (ogg) bits = 0;
    SF_VIRTUAL_IO io = through();
    file.reset(sf_open_virtual(&io, SFM_WRITE, &info, &output));
    if (!file) {
        output.check();
        throw Error({path}, "cannot be written as " + format.container + ": " + sf_strerror(nullptr),
                    "write wav");
    }
    sf_command(file.get(), SFC_RF64_AUTO_DOWNGRADE, nullptr, SF_TRUE); // plain WAV unless it outgrows 4 GiB
    sf_command(file.get(), SFC_SET_ADD_PEAK_CHUNK, nullptr, SF_FALSE);
    if (wav && format.broadcast) setBroadcastNote(file.get(), *format.broadcast);
    double quality = 0.8; // of vorbis: about 256 kbit/s for stereo
    sf_command(file.get(), SFC_SET_VBR_ENCODING_QUALITY, &quality, sizeof quality);
    if (bits > 0)
        integers.resize(size_t(chunk * format.channels)), noise.resize(integers.size());
    else if (ogg)
        floats.resize(size_t(chunk * format.channels));
    if (format.dither == SoundFormat::Dither::triangular && (bits == 16 || bits == 24))
        for (int c = 0; c < format.channels; ++c) dithers.emplace_back(format.seed, c);
}

const int32_t* SoundWriter::State::integral(const float* in, int64_t count) {
    const int64_t width = format.channels, place = format.first + frames;
    for (size_t c = 0; c < dithers.size(); ++c)
        for (int64_t i = 0; i < count; ++i) noise[size_t(i * width) + c] = dithers[c].at(place + i);
    const int depth = bits, upper = 32 - bits; // libsndfile takes the upper bits
    const double* added = noise.data();
    int32_t *out = integers.data(), beyond = 0;
    for (int64_t i = 0; i < count * width; ++i) {
        beyond += !(std::fabs(in[i]) <= 1);
        out[i] = int32_t(uint32_t(quantized(in[i], depth, added[i])) << upper);
    }
    clipped += beyond;
    return integers.data();
}

// The vorbis encoder never comes back from what is no number, and has an order of channels of its own.
const float* SoundWriter::State::finite(const float* in, int64_t count) {
    for (int64_t i = 0; i < count * format.channels; ++i)
        floats[size_t(i)] = std::isfinite(in[i]) ? in[i] : 0.0f;
    if (format.channels == int(vorbisOrder.size())) toVorbisOrder(floats.data(), count);
    return floats.data();
}

// libsndfile writes a PEAK chunk, with the time of day, into RF64 (and WAV made from it) even when told not
// to.
void SoundWriter::State::removeTimestamp() {
    std::string head(512, '\0');
    output.seek(0);
    head.resize(size_t(output.read(head.data(), int64_t(head.size()))));
    size_t at = head.find("PEAK");
    if (at >= head.find("data")) return;
    output.seek(int64_t(at) + 12); // after name, size and version
    output.write("\0\0\0\0", 4);
}

SoundWriter::SoundWriter(const std::string& path, const SoundFormat& format) {
    state_ = std::make_unique<State>(path, checkedFormat(path, format));
    state_->open();
}

SoundWriter::~SoundWriter() = default;
SoundWriter::SoundWriter(SoundWriter&&) noexcept = default;
SoundWriter& SoundWriter::operator=(SoundWriter&&) noexcept = default;
int64_t SoundWriter::frames() const { return state_->frames; }
int64_t SoundWriter::clipped() const { return state_->clipped; }

void SoundWriter::write(const float* interleaved, int64_t frames) {
    State& s = *state_;
    if (!s.file) throw Error({s.path}, "is finished", "write before finishing");
    const int64_t width = s.format.channels;
    if (s.format.container == "aiff" &&
        (s.frames + frames) * width * (s.bits > 0 ? s.bits / 8 : 4) > 0xFFFF0000ll)
        throw Error({s.path}, "aiff holds at most 4 GiB", "write wav");
    while (frames > 0) {
        int64_t count = std::min(frames, chunk), got = 0;
        if (s.bits > 0)
            got = sf_writef_int(s.file.get(), s.integral(interleaved, count), count);
        else
            got = sf_writef_float(s.file.get(), s.floats.empty() ? interleaved : s.finite(interleaved, count),
                                  count);
        s.output.check();
        if (got != count)
            throw Error({s.path}, std::string("cannot be encoded: ") + sf_strerror(s.file.get()),
                        "write wav");
        s.frames += count;
        interleaved += count * width;
        frames -= count;
    }
}

void SoundWriter::checkpoint() {
    sf_command(state_->file.get(), SFC_UPDATE_HEADER_NOW, nullptr, 0);
    state_->output.checkpoint();
    state_->safe = true;
}

void SoundWriter::finishAtCheckpoint() {
    State& s = *state_;
    if (!s.safe) throw Error({s.path}, "nothing of it was written", "write somewhere else");
    s.file.reset(); // which writes nothing any more
    s.output.rewind();
    if (s.format.container == "wav" && s.bits == 0) s.removeTimestamp();
    s.output.commit();
}

void SoundWriter::finish() {
    State& s = *state_;
    if (!s.file) return;
    int error = sf_close(s.file.release());
    s.output.check();
    if (error != 0)
        throw Error({s.path}, std::string("cannot be completed: ") + sf_error_number(error), "write wav");
    if (s.format.container == "ogg") setOggSerial(s.output, 0x5374656D);
    if (s.format.container == "wav" && s.bits == 0) s.removeTimestamp();
    s.output.commit();
}

}
