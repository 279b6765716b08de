// A mix that is played: loaded from its files, and again when they change.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/app/live_options.h"
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
    const std::vector<std::string>& outputs() const { return outputs_; } ///< their names
    int channels() const;                                                ///< of these, together
    const std::vector<Problem>& warnings() const { return warnings_; }

  private:
    LiveOptions options_;
    std::vector<std::string> files_, outputs_;
    std::vector<Problem> warnings_;
    std::shared_ptr<const Plan> plan_;
    std::vector<int> indices_; // of the outputs
    Cut part_;
    std::optional<std::vector<FoundGain>> gains_;
};

}
