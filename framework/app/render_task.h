// One render: what is computed, what becomes of it, and what was found.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/app/loudness_gain.h"
#include "framework/app/recording.h"
#include "framework/app/render_cache.h"

namespace stemwright {

/// What a render found out.
struct RenderResult {
    std::vector<Recorded> outputs;
    std::vector<Problem> broken;  ///< what the mix promises and does not keep
    std::vector<FoundGain> gains; ///< of loudness targets
    double seconds = 0;           ///< that the render took, once the gains were found
    double speed = 0;             ///< seconds of song per second
    int reused = 0;               ///< sounds of earlier renders
};

/// Loads a mix, makes an engine of what was not computed before, and renders. Throws an Error where the mix
/// is wrong, a UsageError where the options are, a FailedError where a file could not be written or somebody
/// interrupted.
class RenderTask {
  public:
    explicit RenderTask(const RenderOptions& options);

    RenderResult run(const Interruption& interruption);

    const RenderOptions& options() const { return options_; }
    const Mix& mix() const { return mix_; } ///< without its graph, which the plan has
    const Plan& plan() const { return *plan_; }
    const Engine& engine() const { return *engine_; } ///< once it has run; its plan may be a part of plan()
    Cut cut() const { return cut_; }                  ///< of the song, in frames of the session

  private:
    using Recordings = std::vector<std::unique_ptr<Recording>>; // by output; null where nobody asks for it
    std::string fileFor(const PlannedOutput& output, size_t index) const;
    SoundFormat formatFor(const PlannedOutput& output, const std::string& path) const;
    bool isWanted(const PlannedOutput& output, const std::string& path) const;
    Recording::Measuring measuring(const PlannedOutput& output, const std::string& path) const;
    bool hasPromises(const PlannedOutput& output) const;
    Recordings open(Cut played) const;
    Cut playedCut() const;
    Progress play(const Recordings& recordings, Cut played, const Interruption& interruption) const;
    Drawing drawing() const { return options_.quiet ? Drawing::never : Drawing::onTerminal; }
    std::vector<FoundGain> findGains(const Interruption& interruption);
    void makeEngine(Cut played);
    [[noreturn]] void interrupted() const;
    std::vector<Problem> judgeAll(const RenderResult& result) const;

    RenderOptions options_;
    Mix mix_;
    RenderCache cache_;
    std::shared_ptr<const Plan> plan_;
    Cut cut_;
    double rate_ = 0; // of the files
    std::unique_ptr<Engine> engine_;
};

}
