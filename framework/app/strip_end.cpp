// Finds strips in the document and outputs in the graph.
// SPDX-License-Identifier: MIT
#include "framework/app/strip_end.h"
#include <algorithm>

namespace stemwright {

using Kind = StripEnd::Kind;

bool StripEnd::isLike(const StripEnd& other) const {
    return name == other.name && (kind == Kind::output) == (other.kind == Kind::output);
}

std::string_view wordOf(Kind kind) {
    static constexpr std::string_view words[] = {"track", "bus", "master", "output"};
    return words[size_t(kind)];
}

std::vector<StripEnd> endsOf(const Version& version) {
    const Graph& graph = version.mix.graph;
    std::vector<StripEnd> ends;
    auto add = [&](const std::string& name, Kind kind) { // no name in a document has a space
        ends.push_back({name, kind, "end of " + name, ""});
    };
    auto addSection = [&](const char* section, Kind kind) {
        if (const Datum* strips = version.document.whole.find(section))
            for (const auto& [key, strip] : strips->entries) add(key.name, kind);
    };
    addSection("tracks", Kind::track);
    addSection("buses", Kind::bus);
    if (graph.source("master")) add("master", Kind::master);
    const std::vector<StripEnd> strips = ends;
    for (const Output& output : graph.outputs) {
        auto wire = std::find_if(graph.wires.begin(), graph.wires.end(),
                                 [&](const Wire& w) { return w.to.vertex == output.vertex; });
        auto strip = std::find_if(strips.begin(), strips.end(), [&](const StripEnd& s) {
            return wire != graph.wires.end() && graph.source(s.name) == wire->from;
        });
        ends.push_back({output.name, Kind::output, output.name, strip == strips.end() ? "" : strip->name});
    }
    return ends;
}

void leaveOutTwins(std::vector<StripEnd>& before, std::vector<StripEnd>& after) {
    auto isTwin = [](const StripEnd& end, const std::vector<StripEnd>& others) {
        auto other =
            std::find_if(others.begin(), others.end(), [&](const StripEnd& o) { return o.isLike(end); });
        return !end.strip.empty() && (other == others.end() || other->strip == end.strip);
    };
    const std::vector<StripEnd> allBefore = before;
    std::erase_if(before, [&](const StripEnd& end) { return isTwin(end, after); });
    std::erase_if(after, [&](const StripEnd& end) { return isTwin(end, allBefore); });
}

void listenTo(const std::vector<StripEnd>& ends, Graph& graph) {
    for (const StripEnd& end : ends)
        if (end.kind != Kind::output) graph.output(end.heard, end.name);
}

}
