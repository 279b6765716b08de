// One render: what is computed, what becomes of it, and what was found.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/app/loudness_gain.h"
#include "framework/app/recording.h"
#include "framework/app/render_options.h"
#include "framework/document/mix.h"
#include "framework/engine/render.h"

namespace stemwright {

/// What a render found out.
struct RenderResult {
    std::vector<Recorded> outputs;
    std::vector<Problem> broken;  ///< what the mix promises and does not keep
    std::vector<FoundGain> gains; ///< of loudness targets
    double seconds = 0;           ///< that the render took, once the gains were found
    double speed = 0;             ///< seconds of song per second
};

/// Loads a mix, makes an engine of it, and renders. Throws an Error where the mix is wrong, a UsageError
/// where the options are, a FailedError where a file could not be written or somebody interrupted.
class RenderTask {
  public:
    explicit RenderTask(const RenderOptions& options);

    RenderResult run(const Interruption& interruption);

    const RenderOptions& options() const { return options_; }
    const Mix& mix() const { return mix_; } ///< without its graph, which the plan has
    const Plan& plan() const { return *plan_; }
    const Engine& engine() const { return *engine_; }
    Cut cut() const { return cut_; } ///< of the song, in frames of the session

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
    void makeEngine();
    [[noreturn]] void interrupted() const;
    std::vector<Problem> judgeAll(const RenderResult& result) const;

    RenderOptions options_;
    Mix mix_;
    std::shared_ptr<const Plan> plan_;
    Cut cut_;
    double rate_ = 0; // of the files
    std::unique_ptr<Engine> engine_;
};

}
