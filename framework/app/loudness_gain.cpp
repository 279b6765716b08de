// Renders, listens, sets the gains, and puts the outcome into words.
// SPDX-License-Identifier: MIT
#include "framework/app/loudness_gain.h"
#include "framework/app/measures_text.h"
#include "framework/app/recording.h"
#include "framework/engine/render.h"
#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace stemwright {

using Search = LoudnessSearch;

void setGains(const Plan& plan, const std::vector<FoundGain>& gains) {
    for (const FoundGain& gain : gains) {
        int vertex = plan.graph.find(gain.target.gain());
        plan.graph.vertices[size_t(vertex)].node->numbers()[0]->value = {gain.search.gain(), nullptr,
                                                                         gain.target.place};
    }
}

static size_t outputOf(const Plan& plan, const LoudnessTarget& target) {
    size_t o = 0;
    while (plan.outputs[o].name != target.output) ++o;
    return o;
}

// Whether what happens at a node can be heard at another.
static bool reaches(const Graph& graph, int from, int to) {
    std::vector<int> reached{from};
    for (size_t i = 0; i < reached.size() && reached[i] != to; ++i)
        for (const Wire& wire : graph.wires)
            if (wire.from.vertex == reached[i] &&
                std::find(reached.begin(), reached.end(), wire.to.vertex) == reached.end())
                reached.push_back(wire.to.vertex);
    return std::find(reached.begin(), reached.end(), to) != reached.end();
}

// Targets that another one changes, with a gain that comes first in the plan, wait for it.
static std::vector<size_t> ready(const Plan& plan, const std::vector<FoundGain>& gains) {
    auto vertex = [&](const FoundGain& gain) { return plan.graph.find(gain.target.gain()); };
    auto turn = [&](const FoundGain& gain) {
        auto own = [&](const Task& task) { return task.vertex == vertex(gain); };
        return std::find_if(plan.tasks.begin(), plan.tasks.end(), own) - plan.tasks.begin();
    };
    std::vector<size_t> found;
    for (size_t g = 0; g < gains.size(); ++g) {
        int output = plan.outputs[outputOf(plan, gains[g].target)].vertex;
        bool waits = std::any_of(gains.begin(), gains.end(), [&](const FoundGain& other) {
            return other.search.state() == Search::State::searching && turn(other) < turn(gains[g]) &&
                   reaches(plan.graph, vertex(other), output);
        });
        if (gains[g].search.state() == Search::State::searching && !waits) found.push_back(g);
    }
    return found;
}

void checkTheyEnd(const std::vector<LoudnessTarget>& targets, const Plan& plan) {
    if (!targets.empty() && std::isinf(plan.length))
        throw Error(targets[0].place, "the mix never ends, so it has no loudness",
                    "set its length, session: {length: 3:25}, or pass --length");
}

std::optional<std::vector<FoundGain>> findGains(const std::shared_ptr<const Plan>& plan,
                                                const std::vector<LoudnessTarget>& targets, Drawing drawing,
                                                const Interruption& interruption) {
    double rate = plan->graph.timeline.rate;
    Cut whole{0, int64_t(plan->length)};
    std::vector<FoundGain> gains;
    for (const LoudnessTarget& target : targets)
        gains.push_back(
            {target, Search(target.loudness, target.limiter < 0 ? target.ceiling : std::nullopt)});
    for (int pass = 1;; ++pass) {
        std::vector<size_t> wanted = ready(*plan, gains);
        if (wanted.empty()) break;
        setGains(*plan, gains);
        std::vector<std::unique_ptr<Recording>> heard(plan->outputs.size());
        for (size_t g : wanted) {
            size_t o = outputOf(*plan, targets[g]);
            SoundFormat format;
            format.rate = rate;
            format.channels = plan->outputs[o].channels;
            heard[o] =
                std::make_unique<Recording>(targets[g].output, "", format, rate, 0,
                                            FilePart{whole.from, whole.to}, Recording::Measuring::everything);
        }
        Engine engine(plan);
        ProgressBar bar(whole.to, rate, drawing, fmt::format("loudness {} ", pass));
        Progress end = renderOffline(
            engine, whole,
            [&](int output, const float* const* channels, int frames) {
                if (heard[size_t(output)]) heard[size_t(output)]->add(channels, frames);
            },
            [&](int64_t done) {
                bar.update(done);
                return interruption.requested() ? Progress::cancel : Progress::proceed;
            });
        if (end == Progress::cancel) return {};
        for (size_t g : wanted) {
            Recorded recorded = heard[outputOf(*plan, targets[g])]->finish();
            if (!recorded.measures)
                throw Error(targets[g].place,
                            "the output \"" + targets[g].output + "\" has too many channels for a loudness",
                            "use at most 64");
            gains[g].search.heard(recorded.measures->integrated, recorded.measures->truePeak);
        }
    }
    setGains(*plan, gains);
    return gains;
}

static std::string change(const FoundGain& gain) {
    return fmt::format("{:+.1f} dB ", gain.search.gain()) + gain.target.site;
}

std::string gainText(const FoundGain& gain) {
    return "loudness of " + gain.target.output + ": " + change(gain) + " for " +
           formatQuantity(gain.target.loudness, Unit::LUFS);
}

std::vector<Problem> shortfalls(const std::vector<FoundGain>& gains) {
    std::vector<Problem> found;
    for (const FoundGain& gain : gains) {
        const LoudnessTarget& t = gain.target;
        const Search& s = gain.search;
        std::string of = "the loudness of output \"" + t.output + "\"";
        if (s.state() == Search::State::silent)
            found.push_back({t.place,
                             of + " cannot be told: it is silent, softer than -70 LUFS or shorter than 0.4 s",
                             "listen to what it hears"});
        if (s.state() == Search::State::silent || s.state() == Search::State::reached) continue;
        double miss = t.loudness - s.loudness();
        std::string cause =
            fmt::format("{} is {} LUFS, {} LU {} its target, with {}", of, figure(s.loudness()),
                        figure(std::abs(miss)), miss > 0 ? "under" : "over", change(gain));
        if (s.state() == Search::State::ceiling)
            found.push_back({t.place,
                             cause + ", the most that the ceiling of " +
                                 formatQuantity(*t.ceiling, Unit::dBTP) + " allows",
                             "end the chain with a limiter, or lower the target"});
        else if (s.state() == Search::State::range)
            found.push_back(
                {t.place, cause + (miss > 0 ? ", the most that can be set" : ", the least that can be set"),
                 miss > 0 ? "raise what it hears, or lower the target" : "raise the target"});
        else
            found.push_back({t.place, cause + ", and more changes too little",
                             "lower the target, or look at what lies behind that gain"});
    }
    return found;
}

std::vector<Problem> brokenCeilings(const std::vector<FoundGain>& gains) {
    std::vector<Problem> found;
    constexpr double rounding = 1e-6;
    for (const FoundGain& gain : gains) {
        const LoudnessTarget& t = gain.target;
        if (t.ceiling && gain.search.truePeak() > *t.ceiling + rounding)
            found.push_back(
                {t.place,
                 fmt::format("the true peak of output \"{}\" is {} dBTP, over its ceiling of {}", t.output,
                             figure(gain.search.truePeak(), 2), formatQuantity(*t.ceiling, Unit::dBTP)),
                 "lower the ceiling of its limiter"});
    }
    return found;
}

}
