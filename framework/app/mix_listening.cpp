// Puts an output at every strip, and what it gives into comparisons.
// SPDX-License-Identifier: MIT
#include "framework/app/mix_listening.h"
#include "framework/app/exit_status.h"
#include "framework/app/faults.h"
#include "framework/app/paired_sound.h"
#include "framework/app/recording.h"
#include "framework/app/render_options.h"
#include "framework/app/side_by_side.h"
#include <algorithm>
#include <cmath>

namespace stemwright {

namespace {

// One version on its way to the comparison.
struct Listener {
    using Taker = std::function<void(const float* const* channels, int frames)>;

    Side side;
    const Version& version;
    std::vector<StripEnd> ends;
    std::shared_ptr<const Plan> plan{};
    std::vector<FoundGain> gains{};
    std::vector<Taker> takers{}; // by output of the plan
    std::vector<PairedSound*> pairs{};

    // The strips that are listened to must not make the song longer than it is.
    void makePlan(const std::string& length) {
        double whole = compile(version.mix.graph)->length;
        Mix mix = makeMix(version.document, {}, length);
        listenTo(ends, mix.graph);
        addGains(mix.graph, mix.targets);
        if (std::isfinite(whole)) mix.graph.length = whole;
        plan = compile(std::move(mix.graph), RenderOptions{}.arrangement());
        checkTheyEnd(mix.targets, *plan);
        takers.resize(plan->outputs.size());
    }

    void findGains(Drawing drawing, const Interruption& interruption) {
        auto found = stemwright::findGains(plan, version.mix.targets, drawing, interruption);
        if (!found) throw FailedError("interrupted");
        gains = std::move(*found);
    }

    size_t outputAt(const StripEnd& end) const {
        size_t o = 0;
        while (plan->outputs[o].name != end.heard) ++o;
        return o;
    }
    int channelsAt(const StripEnd& end) const { return plan->outputs[outputAt(end)].channels; }

    void pass(const StripEnd& end, PairedSound& pair) {
        takers[outputAt(end)] = [this, &pair](auto channels, int frames) {
            pair.add(side, channels, frames);
        };
        pairs.push_back(&pair);
    }

    Rendering rendering(Engine& engine, Cut cut) const {
        return {engine,
                {cut.from, std::min(cut.to, int64_t(std::min(plan->length, 0x1p62)))},
                [this](int output, const float* const* channels, int frames) {
                    if (const Taker& taker = takers[size_t(output)]) taker(channels, frames);
                },
                [this] {
                    for (PairedSound* pair : pairs) pair->end(side);
                }};
    }
};

struct Pair {
    StripEnd end;
    std::unique_ptr<PairedSound> sound;
};

struct Lone {
    StripEnd end;
    std::unique_ptr<Recording> sound;
};

const StripEnd* likeIn(const std::vector<StripEnd>& ends, const StripEnd& end) {
    auto found =
        std::find_if(ends.begin(), ends.end(), [&](const StripEnd& other) { return other.isLike(end); });
    return found == ends.end() ? nullptr : &*found;
}

std::vector<Pair> pairsOf(Listener& before, Listener& after, double rate) {
    std::vector<Pair> pairs;
    for (const StripEnd& end : after.ends)
        if (const StripEnd* other = likeIn(before.ends, end)) {
            std::array<int, 2> channels{before.channelsAt(*other), after.channelsAt(end)};
            pairs.push_back({end, std::make_unique<PairedSound>(channels, rate)});
            before.pass(*other, *pairs.back().sound);
            after.pass(end, *pairs.back().sound);
        }
    return pairs;
}

std::vector<Lone> loneOf(Listener& listener, const Listener& other, double rate, Cut cut) {
    std::vector<Lone> found;
    for (const StripEnd& end : listener.ends)
        if (!likeIn(other.ends, end)) {
            SoundFormat format;
            format.rate = rate;
            format.channels = listener.channelsAt(end);
            found.push_back({end, std::make_unique<Recording>(end.name, "", format, rate, cut.from,
                                                              FilePart{cut.from, cut.to},
                                                              Recording::Measuring::everything)});
            listener.takers[listener.outputAt(end)] = [sound = found.back().sound.get()](auto channels,
                                                                                         int frames) {
                sound->add(channels, frames);
            };
        }
    return found;
}

std::vector<LoneEnd> finished(const std::vector<Lone>& lone) {
    std::vector<LoneEnd> ends;
    for (const auto& [end, sound] : lone) {
        auto measures = sound->finish().measures;
        if (!measures)
            throw Error("\"" + end.name + "\" has too many channels to be measured", "use at most 64");
        ends.push_back({end, *measures});
    }
    return ends;
}

Cut chosenCut(const Listener& before, const Listener& after, const ListeningOptions& options) {
    const Listener& longer = before.plan->length >= after.plan->length ? before : after;
    RenderOptions asRendered;
    asRendered.mix = longer.version.document.path;
    asRendered.from = options.from, asRendered.to = options.to;
    return chosenCut(asRendered, *longer.plan);
}

SoundResult compare(Listener& a, Listener& b, Cut cut, const ListeningOptions& options,
                    const Interruption& interruption) {
    double rate = a.plan->graph.timeline.rate;
    for (Listener* listener : {&a, &b}) listener->findGains(options.drawing, interruption);
    std::vector<Pair> pairs = pairsOf(a, b, rate);
    std::vector<Lone> removed = loneOf(a, b, rate, cut), added = loneOf(b, a, rate, cut);
    Engine engineBefore(a.plan), engineAfter(b.plan);
    ProgressBar bar(cut.to, rate, options.drawing);
    Progress end =
        renderSideBySide({a.rendering(engineBefore, cut), b.rendering(engineAfter, cut)}, [&](int64_t done) {
            bar.update(done);
            return interruption.requested() ? Progress::cancel : Progress::proceed;
        });
    if (end == Progress::cancel) throw FailedError("interrupted");

    SoundResult result;
    result.rate = rate, result.from = double(cut.from) / rate, result.to = double(cut.to) / rate;
    result.lengths = {a.plan->length / rate, b.plan->length / rate};
    result.gains = {std::move(a.gains), std::move(b.gains)};
    for (const auto& [strip, sound] : pairs) result.common.push_back({strip, sound->finish()});
    result.removed = finished(removed), result.added = finished(added);
    result.faults = faultsOf(engineBefore);
    for (Problem& problem : faultsOf(engineAfter)) result.faults.push_back(std::move(problem));
    return result;
}

}

std::optional<SoundResult> listen(const Version& before, const Version& after,
                                  const ListeningOptions& options, const Interruption& interruption) {
    Listener a{Side::before, before, endsOf(before)}, b{Side::after, after, endsOf(after)};
    leaveOutTwins(a.ends, b.ends);
    for (Listener* listener : {&a, &b}) listener->makePlan(options.length);
    if (a.plan->length <= 0 && b.plan->length <= 0) return {};
    Cut cut = chosenCut(a, b, options);
    try {
        return compare(a, b, cut, options, interruption);
    } catch (const FailedError&) {
        throw;
    } catch (const Error& error) { // both mixes are good
        throw FailedError(error);
    }
}

}
