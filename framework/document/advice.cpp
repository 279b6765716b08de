// Looks at faders, and at what goes into strips and out of them.
// SPDX-License-Identifier: MIT
#include "framework/document/advice.h"
#include <algorithm>
#include <cmath>

namespace stemwright {

namespace {

constexpr double highFader = 12; // dB

// The highest sum of some levels over time. Where all run straight it lies at a point of one of them.
double highest(const std::vector<const Value*>& levels) {
    std::vector<double> frames{0};
    for (const Value* level : levels)
        if (level->curve)
            for (const Curve::Point& point : level->curve->points()) {
                frames.push_back(point.frame);
                frames.push_back(std::nextafter(point.frame, -unbounded)); // what a jump leaves
            }
    double most = -unbounded;
    for (double frame : frames) {
        double sum = 0;
        for (const Value* level : levels) {
            size_t cursor = 0;
            sum += level->curve ? level->curve->at(frame, cursor) : level->constant;
        }
        most = std::max(most, sum);
    }
    return most;
}

class Adviser {
  public:
    Adviser(const Draft& draft, const Console& console) : draft_(draft), graph_(draft.graph) {
        auto front = [&](int vertex) {
            const std::string& name = graph_.vertices[size_t(vertex)].name;
            return name.substr(0, name.find('.'));
        };
        for (size_t v = 0; v < graph_.vertices.size(); ++v) {
            const Graph::Vertex& vertex = graph_.vertices[v];
            std::string strip = front(int(v)), fader = strip + ".gain";
            if (vertex.type->name == "gain" && (vertex.name == fader || vertex.name.starts_with(fader + ".")))
                faders_[strip].push_back(&vertex);
        }
        for (const Wire& wire : graph_.wires) {
            std::string from = front(wire.from.vertex), to = front(wire.to.vertex);
            if (from == to) continue;
            leaves_.insert(from);
            if (wire.to.input < 0) continue;
            heard_.insert(to);
            ways_.emplace(from, to);
        }
        for (const Strip& strip : console.strips()) advise(strip);
    }

    std::vector<Problem> warnings;

  private:
    void warn(const Place& place, std::string cause, std::string cure) {
        warnings.push_back({place, std::move(cause), std::move(cure)});
    }

    bool goesNowhere(const std::string& strip) const { return strip != "master" && !leaves_.contains(strip); }

    void advise(const Strip& strip) {
        const std::string& name = strip.name();
        lookAtFader(name);
        if (strip.kind() == Strip::Kind::bus && !heard_.contains(name) && !draft_.missesSilent(name))
            warn(strip.place(), "nothing goes into the bus \"" + name + "\"",
                 "write to: " + name + " in a track, or take it out");
        if (draft_.isSilent(name)) return;
        if (strip.kind() == Strip::Kind::track && goesNowhere(name))
            warn(strip.place(), "the track \"" + name + "\" goes nowhere: nobody hears it",
                 "write to: master, or take it out");
        auto isLost = [&](const std::string& bus) {
            return draft_.isStrip(bus) && goesNowhere(bus) && ways_.contains({name, bus});
        };
        for (const Datum& bus : strip.targets())
            if (isLost(bus.scalar))
                warn(bus.place, "\"" + name + "\" goes to \"" + bus.scalar + "\", which goes nowhere",
                     "write to: master in \"" + bus.scalar + "\"");
        for (const Datum::Key& bus : strip.sendTargets())
            if (isLost(bus.name))
                warn(bus.place,
                     "the send of \"" + name + "\" to \"" + bus.name + "\" is not heard: \"" + bus.name +
                         "\" goes nowhere",
                     "write to: master in \"" + bus.name + "\", or take it out");
    }

    void lookAtFader(const std::string& strip) {
        const auto& parts = faders_[strip]; // the fader, then its groups
        std::vector<const Value*> levels;
        for (const Graph::Vertex* part : parts) levels.push_back(&part->node->numbers()[0]->value);
        double most = highest(levels);
        if (parts.empty() || most <= highFader) return;
        warn(parts[0]->place,
             "the fader of \"" + strip + "\"" + (parts.size() > 1 ? " with its groups" : "") +
                 " goes up to " + formatQuantity(std::round(most * 100) / 100, Unit::dB) + ", over " +
                 formatQuantity(highFader, Unit::dB),
             "turn it down, or raise trim before the chain");
    }

    const Draft& draft_;
    const Graph& graph_;
    std::map<std::string, std::vector<const Graph::Vertex*>> faders_; // by strip
    std::set<std::string> leaves_, heard_;                            // strips and nodes
    std::set<std::pair<std::string, std::string>> ways_;              // of sound, between strips and nodes
};

}

std::vector<Problem> advice(const Draft& draft, const Console& console) {
    std::vector<Problem> warnings = Adviser(draft, console).warnings;
    warnings.insert(warnings.begin(), draft.warnings.begin(), draft.warnings.end());
    return warnings;
}

}
