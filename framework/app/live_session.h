// Plays a mix on a device until it is over, somebody ends it, or the device is gone.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/app/live_device.h"
#include "framework/app/live_keys.h"
#include "framework/app/live_servers.h"
#include "framework/app/live_view.h"
#include "framework/control/file_watch.h"
#include "framework/control/live_desk.h"
#include "framework/engine/trial.h"

namespace stemwright {

/// The control thread's side of playing. Everything that takes time happens here.
class LiveSession {
  public:
    /// Loads the mix and opens the device. Throws an Error where the mix is wrong or the device is not what
    /// it must be, a UsageError where the options are, a FailedError where somebody interrupted.
    LiveSession(const LiveOptions& options, const Interruption& interruption);

    void run(); ///< plays

    std::string summary(); ///< of what was played and recorded
    /// Whether something was not recorded to its end, or not captured.
    bool failed() const { return device_->failed() || !captured_; }

  private:
    void begin();
    bool isOver();
    void takeBack();
    void reload();
    void follow();
    void showMix();
    void learn(const std::string& target);
    void judge(const Playout::Status& status);
    void prepareRepeat();
    void goTo(int64_t frame);
    void show(const Playout::Status& status);
    void addStripMeters(LiveControl::Status& shown) const;
    void writeCapture();
    void tellPriority();
    enum class Kind { warning, refusal };
    void tell(const std::vector<Problem>& problems, Kind kind);

    LiveOptions options_;
    const Interruption& interruption_;
    LiveSource source_;
    FileWatch watch_;
    std::unique_ptr<Playout> playout_;
    std::unique_ptr<LiveDesk> desk_;
    std::unique_ptr<LiveView> view_; // both after the desk, so that they are gone before
    std::unique_ptr<LiveKeys> keys_;
    std::unique_ptr<LiveServers> servers_; // after the desk, so that they are gone before
    Trial trial_;
    std::unique_ptr<LiveDevice> device_; // after the playout, so that it is gone before
    enum class Pending { nothing, edit, plan } pending_ = Pending::nothing;
    double longest_;     // seconds of sound
    bool ended_ = false; // by a key
    bool toldPriority_ = false, captured_ = true;
    int reloads_ = 0, refused_ = 0; // edits that were taken over, and that were wrong or undone
};

}
