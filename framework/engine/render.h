// Renders outputs of a plan offline, aligned with the song.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/engine/engine.h"
#include <atomic>
#include <functional>

namespace stemwright {

/// What part of the song is rendered: frames `from` up to, but without, `to`. The part is exactly the cut of
/// the whole, because the engine always runs from the start.
struct Cut {
    int64_t from = 0, to = 0;
};

/// Takes `frames` frames of an output; channels[c] points to them. Positions rise without gaps.
using FrameSink = std::function<void(int output, const float* const* channels, int frames)>;

/// Told now and then how many frames of the song are done; returns whether to go on.
enum class Progress { proceed, cancel };
using ProgressReport = std::function<Progress(int64_t done)>;

/// Runs a fresh engine until every output has given its part. An output's latency is taken off its front:
/// sample n of the file is sample n of the song. Exceptions of the sink pass through. Returns whether it ran
/// to the end.
Progress renderOffline(Engine& engine, Cut cut, const FrameSink& sink, const ProgressReport& report = {});

/// Adapts the engine to callers with blocks of any size: a device, or a test. The first output is played, its
/// latency left in.
class Playback {
  public:
    explicit Playback(Engine& engine) : engine_(engine), used_(engine.turn()) {}

    /// The next `frames` frames into out[channel]. Audio thread; allocates nothing.
    void read(float* const* out, int frames) noexcept;

  private:
    Engine& engine_;
    int used_; // frames of the engine's last turn that were handed out
};

}
