// A mix that is played: loaded from its files, and again when they change.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/app/device_route.h"
#include "framework/app/live_options.h"
#include "framework/app/live_take.h"
#include "framework/app/loudness_gain.h"
#include "framework/document/mix.h"
#include "framework/engine/live_crew.h"
#include "framework/engine/live_mix.h"

namespace stemwright {

/// Control thread.
class LiveSource {
  public:
    explicit LiveSource(LiveOptions options);

    /// Reads the files and plans the mix; gains of loudness targets are found the first time and then kept.
    /// If this throws, what make() makes stays as it was. Throws an Error where the mix is wrong, a
    /// UsageError where the options are, a FailedError where somebody interrupted.
    void load(const Interruption& interruption);

    /// What was loaded last, to be started, or to follow `before`, which plays.
    std::unique_ptr<LiveMix> make(const LiveMix* before = nullptr);
    std::unique_ptr<LiveMix> makeFrom(int64_t frame); ///< the same from there on, to be started

    void approve() { approved_ = now_; } ///< what was loaded last can be played
    void revert() { now_ = approved_; }  ///< to what could be played
    bool isApproved() const { return now_.plan == approved_.plan; }

    /// Every file that load() read, or tried to, whether it threw or not.
    const std::vector<std::string>& files() const { return files_; }
    const Plan& plan() const { return *now_.plan; }
    const std::vector<std::string>& outputs() const { return now_.outputs; } ///< that are heard: their names
    /// Channels of these, and then of those that are recorded, in the order of takes().
    const std::vector<int>& widths() const { return now_.widths; }
    const std::vector<DeviceRoute>& routes() const {
        return now_.routes;
    } ///< of outputs(); as the options say
    const std::vector<LiveTake>& takes() const { return now_.takes; }
    /// Strips whose ends are metered, in the order of LiveMix::peaks(): where the document has them.
    const std::vector<std::string>& metered() const { return now_.metered; }
    Cut part() const { return now_.part; }
    InputRing* inputs() const { return inputs_.get(); } ///< nullptr where nobody hears a device
    LiveCrew* crew() const { return crew_.get(); }      ///< nullptr where one thread plays
    const std::vector<Problem>& warnings() const { return now_.warnings; }
    const Document& document() const { return now_.document; }
    const MidiMap& midi() const { return now_.midi; }
    const std::string& text() const { return now_.text; } ///< of the mix's own file

    /// What hands may move: nothing where nobody could.
    const std::shared_ptr<const std::vector<Fader>>& faders() const { return now_.faders; }
    FaderNumbers& faderNumbers() { return numbers_; }
    Queue<FaderReport>& reports() { return *reports_; } ///< of what came of moves

  private:
    struct Loaded {
        std::shared_ptr<const Plan> plan;
        std::vector<std::string> outputs;
        std::vector<int> indices, widths; // of the outputs, and of what is recorded
        std::vector<DeviceRoute> routes;
        std::vector<LiveTake> takes;
        std::vector<std::string> metered;
        Cut part;
        std::vector<Problem> warnings;
        std::shared_ptr<const std::vector<Fader>> faders;
        Document document;
        MidiMap midi;
        std::string text;
    };
    Rides::Settings rides();
    std::unique_ptr<LiveMix> make(Cut part, const LiveMix* before);
    std::vector<std::string> meteredIn(const Datum& document, const Graph& graph) const;
    Mix makeWatched(const Document& document);
    static void findOutputs(Loaded& loaded);
    void makeInputs();

    LiveOptions options_;
    std::vector<std::string> files_;
    Loaded now_, approved_;
    std::unique_ptr<InputRing> inputs_;
    std::unique_ptr<LiveCrew> crew_;
    std::optional<std::vector<FoundGain>> gains_;
    FaderNumbers numbers_;
    std::shared_ptr<Queue<FaderReport>> reports_ = std::make_shared<Queue<FaderReport>>(4096);
};

}
