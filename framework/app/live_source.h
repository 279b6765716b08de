// A mix that is played: loaded from its files, and again when they change.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/app/device_route.h"
#include "framework/app/live_options.h"
#include "framework/app/live_take.h"
#include "framework/app/loudness_gain.h"
#include "framework/engine/live_mix.h"

namespace stemwright {

/// Control thread.
class LiveSource {
  public:
    explicit LiveSource(LiveOptions options) : options_(std::move(options)) {}

    /// Reads the files and plans the mix; gains of loudness targets are found the first time and then kept.
    /// If this throws, what make() makes stays as it was. Throws an Error where the mix is wrong, a
    /// UsageError where the options are, a FailedError where somebody interrupted.
    void load(const Interruption& interruption);

    /// What was loaded last, to be started, or to follow `before`, which plays.
    std::unique_ptr<LiveMix> make(const LiveMix* before = nullptr) const;

    /// Every file that load() read, or tried to, whether it threw or not.
    const std::vector<std::string>& files() const { return files_; }
    const Plan& plan() const { return *plan_; }
    const std::vector<std::string>& outputs() const { return outputs_; } ///< that are heard: their names
    /// Channels of these, and then of those that are recorded, in the order of takes().
    const std::vector<int>& widths() const { return widths_; }
    const std::vector<DeviceRoute>& routes() const { return routes_; } ///< of outputs(); as the options say
    const std::vector<LiveTake>& takes() const { return takes_; }
    Cut part() const { return part_; }
    InputRing* inputs() const { return inputs_.get(); } ///< nullptr where nobody hears a device
    const std::vector<Problem>& warnings() const { return warnings_; }

  private:
    LiveOptions options_;
    void makeInputs();

    std::vector<std::string> files_, outputs_;
    std::vector<int> widths_;
    std::vector<DeviceRoute> routes_;
    std::vector<LiveTake> takes_;
    std::unique_ptr<InputRing> inputs_;
    std::vector<Problem> warnings_;
    std::shared_ptr<const Plan> plan_;
    std::vector<int> indices_; // of the outputs
    Cut part_;
    std::optional<std::vector<FoundGain>> gains_;
};

}
