// The device that a mix is played on, and what is recorded meanwhile.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/app/live_source.h"
#include "framework/device/lasting_stream.h"
#include "framework/device/patchbay.h"
#include "framework/device/take_thread.h"

namespace stemwright {

/// Opens the device with the channels that routes, monitors and the mix need, and keeps it as long as it is
/// there. Control thread.
class LiveDevice {
  public:
    /// Throws an Error where the device is not what it must be or a file cannot be written, a UsageError
    /// where the options are wrong. Source and playout outlive it.
    LiveDevice(const LiveOptions& options, const LiveSource& source, Playout& playout);

    void start();                ///< throws an Error where the device refuses
    std::vector<Problem> look(); ///< what happened since: to be called often
    std::vector<Problem> stop(); ///< what was played is heard, and recorded

    const LastingStream& stream() const { return *stream_; }
    /// "on system (jack) at 48000 Hz in blocks of 256, inputs 3.3 ms behind".
    std::string place() const;
    std::string recorded() const;           ///< what became of the takes, a line for each
    bool failed() const { return failed_; } ///< whether a take was not recorded to its end

  private:
    std::vector<Patchbay::Patch> patches() const;
    void addMonitors();
    void addTakes();

    const LiveOptions& options_;
    const LiveSource& source_;
    Patchbay patchbay_;
    TakeThread takes_;
    std::unique_ptr<LastingStream> stream_; // after what it calls
    int64_t lateness_ = 0;                  // of inputs in the mix, in frames
    bool failed_ = false;
};

}
