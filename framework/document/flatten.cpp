// Takes out what upper layers overrule, and names files as seen from where the text will lie.
// SPDX-License-Identifier: MIT
#include "framework/document/flatten.h"
#include "framework/document/chain_edit.h"
#include "framework/document/file_name.h"
#include "framework/document/part.h"
#include "framework/document/vocabulary.h"
#include "framework/document/write.h"
#include <algorithm>
#include <filesystem>
#include <map>
#include <set>

namespace stemwright {

namespace {

using Position = std::tuple<std::string, int, int>;
Position positionOf(const Place& place) { return {place.file, place.line, place.column}; }

/// Edges by where they are written. One that is written in several layers stands in the document several
/// times, which a document of one layer may not.
class Edges {
  public:
    Edges(Datum& document, const std::vector<Graph::Overruled>& overruled) : document_(document) {
        for (const Graph::Overruled& wire : overruled) lower_.emplace(positionOf(wire.lower), wire);
    }

    void keepTheUpper() {
        eachStrip([&](Datum& strip, const std::string& name) { dropFromStrip(strip, name + "."); });
        Datum* wires = find(document_, "wires");
        if (wires) dropFrom(*wires, "");
        eachStrip([&](Datum& strip, const std::string&) { raiseInStrip(strip); });
        if (wires) {
            raise(*wires);
            for (auto& [key, options] : wires->entries)
                if (options.kind == Datum::Kind::none) detach(key.name);
            std::erase_if(wires->entries,
                          [](const Datum::Entry& e) { return e.second.kind == Datum::Kind::none; });
        }
    }

  private:
    static Datum* find(Datum& map, std::string_view word) {
        for (auto& [key, value] : map.entries)
            if (key.name == word) return &value;
        return nullptr;
    }

    template <class Visit> void eachStrip(Visit visit) {
        for (const char* section : {"tracks", "buses"})
            if (Datum* strips = find(document_, section))
                for (auto& [key, strip] : strips->entries) visit(strip, key.name);
        if (Datum* master = find(document_, "master")) visit(*master, "master");
    }

    // A template's edge stands in one place, but belongs to several strips.
    const Graph::Overruled* lower(const Place& place, const std::string& strip) const {
        auto [first, last] = lower_.equal_range(positionOf(place));
        for (auto wire = first; wire != last; ++wire)
            if (wire->second.from.starts_with(strip) || wire->second.to.starts_with(strip))
                return &wire->second;
        return nullptr;
    }

    // Edges by name, as in `sends`, `from` and `wires`; raise() takes the level up to whoever says none.
    void dropFrom(Datum& map, const std::string& strip) {
        std::erase_if(map.entries, [&](const Datum::Entry& edge) {
            const Graph::Overruled* wire = lower(edge.first.place, strip);
            if (!wire) return false;
            Datum written = writtenOut(Part::send, edge.second);
            for (const char* word : {"level", "depth"})
                if (const Datum* amount = written.find(word))
                    amounts_.try_emplace(positionOf(wire->upper), word, *amount);
            return true;
        });
    }

    void dropFromStrip(Datum& strip, const std::string& name) {
        auto isLower = [&](const Datum& end) { return end.isScalar() && lower(end.place, name); };
        if (Datum* sends = find(strip, "sends")) dropFrom(*sends, name);
        if (Datum* from = find(strip, "from")) {
            if (from->isMap()) dropFrom(*from, name);
            std::erase_if(from->list, isLower);
            if (isLower(*from)) *from = Datum::map({});
        }
        if (Datum* to = find(strip, "to")) {
            std::erase_if(to->list, isLower);
            if ((to->isList() && to->list.empty()) || isLower(*to)) *to = Datum("none");
        }
        if (Datum* chain = find(strip, "chain"))
            for (Datum& entry : chain->list)
                for (auto& [_, arguments] : entry.entries)
                    std::erase_if(arguments.entries,
                                  [&](const Datum::Entry& argument) { return isLower(argument.second); });
    }

    void raise(Datum& map) {
        for (auto& [key, value] : map.entries) {
            auto below = amounts_.find(positionOf(key.place));
            if (below == amounts_.end() || value.kind == Datum::Kind::none) continue;
            const auto& [word, amount] = below->second;
            value = writtenOut(Part::send, value);
            if (value.isMap() && !value.find(word)) value.entries.push_back({{word, key.place}, amount});
        }
    }

    // A list has no place for a level: there it becomes a map, or a send.
    void raiseInStrip(Datum& strip) {
        auto hasAmount = [&](const Datum& end) {
            return end.isScalar() && amounts_.contains(positionOf(end.place));
        };
        if (Datum* from = find(strip, "from")) {
            if (hasAmount(*from) || std::any_of(from->list.begin(), from->list.end(), hasAmount))
                *from = writtenOut(Part::from, *from);
            raise(*from);
        }
        if (Datum* to = find(strip, "to")) {
            Datum sends = Datum::map({});
            for (const Datum& end : to->isList() ? to->list : std::vector<Datum>{*to})
                if (hasAmount(end)) sends.entries.push_back({{end.scalar, end.place}, Datum::map({})});
            std::erase_if(to->list, hasAmount);
            if ((to->isList() && to->list.empty()) || hasAmount(*to)) *to = Datum("none");
            if (!find(strip, "sends") && !sends.entries.empty())
                strip.entries.push_back({{"sends", strip.place}, {}});
            if (Datum* there = find(strip, "sends"); there && !sends.entries.empty()) {
                *there = there->isMap() ? *there : Datum::map({});
                there->entries.insert(there->entries.end(), sends.entries.begin(), sends.entries.end());
            }
        }
        if (Datum* sends = find(strip, "sends")) raise(*sends);
    }

    // `vox -> master: null` where nothing but the rule sends vox to master.
    void detach(const std::string& wire) {
        std::string from = wire.substr(0, wire.find_first_of(" .-"));
        std::string to = wire.substr(wire.find_last_of(" >") + 1);
        if (to != "master") return;
        for (const char* section : {"tracks", "buses"})
            if (Datum* strips = find(document_, section))
                if (Datum* strip = find(*strips, from); strip && !strip->find("to"))
                    strip->entries.push_back({{"to", strip->place}, Datum("none")});
    }

    Datum& document_;
    std::multimap<Position, Graph::Overruled> lower_;
    std::map<Position, std::pair<std::string, Datum>> amounts_; // level or depth that an upper one keeps
};

// The places of all values that name files, told by the nodes themselves.
std::set<Position> filesIn(const Graph& graph) {
    std::set<Position> places;
    for (const Graph::Vertex& vertex : graph.vertices)
        for (const Parameter* parameter : vertex.node->parameters())
            if (auto* file = dynamic_cast<const File*>(parameter); file && file->place().line)
                places.insert(positionOf(file->place()));
    return places;
}

// A template's words would come first otherwise, and the source somewhere behind.
void order(Datum& strip) {
    static const std::vector<std::string> words = wordsOf(Owner::pattern);
    auto position = [](const Datum::Entry& e) { return std::find(words.begin(), words.end(), e.first.name); };
    std::stable_sort(strip.entries.begin(), strip.entries.end(),
                     [&](const Datum::Entry& a, const Datum::Entry& b) { return position(a) < position(b); });
}

void nameFiles(Datum& datum, const std::set<Position>& files, const std::string& folder) {
    for (Datum& element : datum.list) nameFiles(element, files, folder);
    for (auto& [_, value] : datum.entries) nameFiles(value, files, folder);
    if (datum.isScalar() && files.contains(positionOf(datum.place)) &&
        std::filesystem::path(datum.scalar).is_relative())
        datum.scalar = fileName(pathBeside(datum.place.file, datum.scalar), folder);
}

}

Datum flatDocument(const Document& document, const Graph& graph, const std::string& folder) {
    Datum whole = document.whole;
    Edges(whole, graph.overruled).keepTheUpper();
    nameFiles(whole, filesIn(graph), folder);
    return whole;
}

std::string flattened(const Document& document, const std::string& folder) {
    Datum whole = flatDocument(document, makeMix(document).graph, folder);
    for (auto& [section, content] : whole.entries) {
        if (section.name == "master") order(content);
        if (section.name == "tracks" || section.name == "buses")
            for (auto& [_, strip] : content.entries) order(strip);
    }
    return written(whole);
}

std::string flattened(const Document& document) {
    return flattened(document, std::filesystem::path(document.path).parent_path().string());
}

}
