// Listens to one track.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/assist/track_analysis.h"
#include <memory>

namespace stemwright {

/// Takes the stream of samples of a track and analyses it. Memory grows by some 1.1 MB a minute. One thread
/// at a time may use it; it allocates.
class TrackListener {
  public:
    /// Rate in Hz; `frames` is how many will come. Throws an Error as Measurement does.
    TrackListener(size_t channels, double rate, int64_t frames);
    ~TrackListener();

    void add(const float* interleaved, int64_t frames); ///< NaN and infinity count as 0
    TrackAnalysis result();                             ///< once, after all was added; without path and name

  private:
    struct State;
    std::unique_ptr<State> state_;
};

/// The file at `path`, at its own rate; the name is that of the file. Throws an Error where it cannot be read
/// or has more than 64 channels.
TrackAnalysis analyseTrack(const std::string& path);

}
