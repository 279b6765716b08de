// Part of a sound file in memory, as it stands on the disk, and decoded where it is played.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/audio/read_ahead.h"
#include "framework/node/batch.h"
#include <algorithm>
#include <vector>

namespace stemwright {

/// Reads blocks of what a clip plays, and gives channels of it. Samples do not depend on where blocks begin.
/// Stored samples are mostly smaller than floats, so that the blocks of many files stay in the cache. Made
/// under a ReadAhead::Using it never reads itself, and is silent where a block is not there in time.
class SoundBlock {
  public:
    /// Throws an Error where the file cannot be read at `rate` Hz.
    SoundBlock(const std::string& path, double rate, const PlayedPart& part)
        : reader_(path, rate),
          part_(part),
          coding_(reader_.coding()),
          channels_(reader_.channels()),
          frameBytes_(channels_ * coding_.bytes()),
          interleaved_(size_t(channels_ > 1 ? mostFrames * channels_ : 0)) {
        if (ReadAhead* ahead = ReadAhead::current()) {
            bytes_.assign(size_t(mostFrames * frameBytes_), std::byte(coding_.silence()));
            stream_ = &ahead->add(path, std::move(reader_), part);
        } else {
            room_ = std::max<int64_t>(bytesAtOnce / frameBytes_ / mostFrames, 1) * mostFrames;
            bytes_.resize(size_t(room_ * frameBytes_));
        }
    }

    /// That can be decoded at once.
    static constexpr int mostFrames = 1024;

    /// Goes to a frame of what is played, and tells how many can be taken from there, at most `wanted`: all
    /// of them or what is left of a block. Beyond the end of the file there is silence.
    int go(int64_t place, int wanted) {
        if (stream_) {
            Tape::Stretch stretch = stream_->at(place);
            at_ = stretch.bytes ? stretch.bytes : bytes_.data();
            return int(std::min<int64_t>(wanted, stretch.frames));
        }
        int64_t frame = part_.frameAt(place);
        if (frame < start_ || frame >= start_ + held_) {
            reader_.seek(frame);
            start_ = frame;
            held_ = room_;
            int64_t got = reader_.readStored(bytes_.data(), room_) * frameBytes_;
            std::memset(bytes_.data() + got, coding_.silence(), bytes_.size() - size_t(got));
        }
        at_ = bytes_.data() + (frame - start_) * frameBytes_;
        return int(std::min<int64_t>(wanted, start_ + held_ - frame));
    }

    /// Decodes so many frames from there, for `channel`.
    void decode(int frames) {
        const std::byte* next = at_ + mostFrames * frameBytes_;
        for (int64_t line = 0; line < frames * frameBytes_; line += 64) __builtin_prefetch(next + line);
        if (channels_ > 1) decodeSamples(coding_, at_, interleaved_.data(), frames * channels_);
    }

    /// What was decoded of one channel, from 0; `finish` is done to each sample.
    void channel(int channel, float* to, int frames, auto finish) const {
        const float* from = interleaved_.data() + channel;
        if (channels_ == 1)
            decodeSamples(coding_, at_, to, frames, finish);
        else if (channels_ == 2)
            for (int i = 0; i < frames; ++i) to[i] = finish(from[i * 2]);
        else
            for (int i = 0; i < frames; ++i) to[i] = finish(from[i * channels_]);
    }

  private:
    static constexpr int64_t bytesAtOnce = 32768; // measured: fewer cost more calls, more leave the cache

    SoundReader reader_; // gone where a stream reads
    ReadAhead::Stream* stream_ = nullptr;
    PlayedPart part_;
    SampleCoding coding_;
    int channels_;
    int64_t frameBytes_, room_ = 0, start_ = 0, held_ = 0; // room_, start_ and held_ in frames
    std::vector<std::byte> bytes_;
    std::vector<float> interleaved_;
    const std::byte* at_ = nullptr;
};

}
