// Builds a graph backwards from the outputs, and stops where something was kept.
// SPDX-License-Identifier: MIT
#include "framework/cache/reduction.h"
#include "framework/cache/player.h"
#include "framework/cache/side.h"
#include <algorithm>
#include <deque>
#include <optional>
#include <set>

namespace stemwright {

namespace {

// A kept sum, and what differs.
struct Base {
    std::shared_ptr<const StoredSound> sound;
    std::vector<int> added, removed; // wires of the first side, and of `from`
    MixSide* from = nullptr;
};

class Reducer {
  public:
    Reducer(std::shared_ptr<const Plan> whole, const Content& content, int64_t frames, const Store& store,
            const std::string& document, const MixReader& read)
        : frames_(frames), store_(store), document_(document), read_(read), entries_(store.entries()) {
        sides_.push_back({std::move(whole), content, "", {}, {}});
        const Graph& old = first().graph();
        graph_ = Graph(old.timeline, old.folder, old.seed);
        graph_.length = old.length;
    }

    Reduction run() {
        findListeners();
        for (const Output& output : first().graph().outputs) {
            graph_.outputs.push_back({output.name, place(first(), output.vertex), output.place});
            wanted_.push_back(output.vertex);
        }
        for (size_t t = 0; t < todo_.size(); ++t) connect(*todo_[t].first, todo_[t].second);
        // After a little change the mix is mostly changed again before anybody wants it as it is now.
        bool little = found_ > 0 && keepable_.empty();
        for (int v : wanted_)
            if (first().placed.contains(v) && !played_.contains(v) && first().isSound(v)) {
                SoundHead head = first().soundHead(v);
                if (little && !store_.wasMissed(head.key))
                    missed_.push_back(head.key);
                else
                    keep({v, -1, std::move(head)});
            }
        std::shared_ptr<const Plan> plan = compiled();
        return {std::move(plan), std::move(sums_), std::move(keepable_), std::move(missed_), found_};
    }

  private:
    MixSide& first() { return sides_.front(); }

    // Which nodes of the mix hear a sum: what they give costs more than a strip, and is kept with sums that
    // hear it, so that it can be given back.
    void findListeners() {
        listens_.resize(first().graph().vertices.size());
        for (int v : first().content.order) {
            for (const AudioIn* in : first().node(v).inputs())
                if (auto wires = first().wiresInto(v, in->index); first().isSum(v, wires)) listens_[v] = true;
            for (int w : first().content.entries[v])
                if (listens_[first().graph().wires[w].from.vertex]) listens_[v] = true;
        }
    }

    // The vertex that gives what this one of a side gives.
    int place(MixSide& side, int vertex) {
        if (auto known = side.placed.find(vertex); known != side.placed.end()) return known->second;
        const Graph::Vertex& original = side.graph().vertices[vertex];
        int index = -1;
        if (side.isSound(vertex))
            if (auto sound = find(side.soundHead(vertex))) {
                index = addPlayer(graph_, original.name + side.suffix + " kept", std::move(sound));
                if (&side == &first()) played_.insert(vertex);
                ++found_;
            }
        if (index < 0) {
            index = graph_.adopt({original.name + side.suffix, original.type, original.node, original.place});
            todo_.push_back({&side, vertex});
        }
        side.placed.emplace(vertex, index);
        return index;
    }

    std::shared_ptr<const StoredSound> find(const SoundHead& head) const {
        for (const Store::Entry& entry : entries_)
            if (entry.head.key == head.key && entry.head.form == head.form && entry.head.frames >= frames_)
                return store_.find(head.form, head.key, frames_);
        return nullptr;
    }

    void connect(MixSide& side, int vertex) {
        int to = side.placed.at(vertex);
        for (int w : side.content.entries[vertex])
            if (side.graph().wires[w].to.number >= 0) addWire(side, w, to);
        for (const AudioIn* in : side.node(vertex).inputs()) {
            std::vector<int> wires = side.wiresInto(vertex, in->index);
            if (side.isSum(vertex, wires))
                addSum(side, vertex, in->index, wires);
            else
                for (int w : wires) addWire(side, w, to);
        }
    }

    void addWire(MixSide& side, int index, int to) {
        Wire wire = side.graph().wires[index];
        wire.from.vertex = place(side, wire.from.vertex);
        wire.to.vertex = to;
        graph_.wires.push_back(std::move(wire));
    }

    void addSum(MixSide& side, int vertex, int input, const std::vector<int>& wires) {
        int to = side.placed.at(vertex);
        SoundHead head = side.sumHead(vertex, wires);
        std::optional<Base> base = findBase(side, head, wires);
        size_t changes = base ? base->added.size() + base->removed.size() : wires.size();
        if (base) {
            const Graph::Vertex& owner = graph_.vertices[to];
            int player = addPlayer(graph_, owner.name + " " + std::to_string(input) + " sum", base->sound);
            // With a level, so that it is added even where it is alone.
            graph_.wires.push_back({{player, 0}, {to, input}, {-6, {}, {}}, 1, {}, ""});
            sums_.add(to, input, base->sound);
            for (int w : base->added) addWire(side, w, to);
            for (int w : base->removed) takeAway(*base->from, w, to, input);
            ++found_;
        } else
            for (int w : wires) addWire(side, w, to);
        // Not after every little change: it takes longer to write than a few strips to compute.
        if (&side != &first() || changes <= std::max<size_t>(4, wires.size() / 8)) return;
        head.document = document_;
        keep({vertex, input, std::move(head)});
        for (int w : wires)
            if (int from = first().graph().wires[w].from.vertex; listens_[from]) wanted_.push_back(from);
    }

    void takeAway(MixSide& side, int index, int to, int input) {
        Wire wire = side.graph().wires[index];
        int source = place(side, wire.from.vertex);
        auto [inverted, fresh] = side.inverted.try_emplace(source);
        if (fresh)
            inverted->second = addOpposite(graph_, graph_.vertices[source].name + side.suffix + " inverted",
                                           {source, wire.from.sound});
        wire.from = {inverted->second, 0, -1, wire.from.channel};
        wire.to = {to, input};
        graph_.wires.push_back(std::move(wire));
    }

    // The kept sum that differs in the fewest terms, so that less is computed than without it. For what is
    // given back only a whole one will do.
    std::optional<Base> findBase(MixSide& side, const SoundHead& head, const std::vector<int>& wires) {
        struct Candidate {
            size_t changes;
            const Store::Entry* entry;
        };
        std::vector<Candidate> candidates;
        for (const Store::Entry& entry : entries_) {
            const SoundHead& kept = entry.head;
            if (kept.form != head.form || kept.channels != head.channels || kept.latency != head.latency ||
                kept.frames < frames_)
                continue;
            std::vector<ContentKey> differing;
            std::set_symmetric_difference(kept.terms.begin(), kept.terms.end(), head.terms.begin(),
                                          head.terms.end(), std::back_inserter(differing));
            bool close = &side == &first() ? differing.size() < wires.size() : differing.empty();
            if (close) candidates.push_back({differing.size(), &entry});
        }
        std::stable_sort(candidates.begin(), candidates.end(),
                         [](const Candidate& a, const Candidate& b) { return a.changes < b.changes; });
        for (const Candidate& candidate : candidates)
            if (auto base = baseOf(side, head, wires, *candidate.entry)) return base;
        return {};
    }

    std::optional<Base> baseOf(MixSide& side, const SoundHead& head, const std::vector<int>& wires,
                               const Store::Entry& entry) {
        Base base;
        std::vector<ContentKey> removed;
        std::set_difference(entry.head.terms.begin(), entry.head.terms.end(), head.terms.begin(),
                            head.terms.end(), std::back_inserter(removed));
        if (!removed.empty()) {
            base.from = sideOf(entry);
            if (!base.from || !takeWires(*base.from, removed, base.removed)) return {};
        }
        std::vector<ContentKey> added;
        std::set_difference(head.terms.begin(), head.terms.end(), entry.head.terms.begin(),
                            entry.head.terms.end(), std::back_inserter(added));
        for (int w : wires)
            if (auto one = std::find(added.begin(), added.end(), side.content.wires[w]); one != added.end()) {
                base.added.push_back(w);
                added.erase(one);
            }
        base.sound = store_.find(entry.head.form, entry.head.key, frames_);
        if (!base.sound) return {};
        return base;
    }

    // The mix that a sum was made of, as it would be made today; nullptr where it cannot be.
    MixSide* sideOf(const Store::Entry& entry) {
        auto [known, fresh] = sideOf_.try_emplace(entry.head.document, nullptr);
        if (!fresh) return known->second;
        try {
            std::shared_ptr<const Plan> plan = read_(entry.head.document);
            Content content = contentOf(*plan);
            std::string suffix = " before " + std::to_string(sides_.size());
            sides_.push_back({std::move(plan), std::move(content), std::move(suffix), {}, {}});
            known->second = &sides_.back();
        } catch (const Error&) { // a file of it may be gone
        }
        return known->second;
    }

    // Wires of a side that bring these terms, each once; whether it has them all. Its files may have changed.
    static bool takeWires(const MixSide& side, const std::vector<ContentKey>& terms,
                          std::vector<int>& taken) {
        std::vector<char> used(side.content.wires.size());
        for (const ContentKey& term : terms) {
            size_t w = 0;
            while (w < used.size() && (used[w] || !(side.content.wires[w] == term))) ++w;
            if (w == used.size()) return false;
            used[w] = true;
            taken.push_back(int(w));
        }
        return true;
    }

    void keep(Keepable keepable) {
        for (const Keepable& other : keepable_)
            if (other.head.key == keepable.head.key) return;
        int64_t bytes = frames_ * keepable.head.channels * int64_t(keepable.head.valueBytes());
        if (bytes > budget_) return;
        budget_ -= bytes;
        keepable_.push_back(std::move(keepable));
    }

    // Everything that stayed hears the song as late as before, or its bits would not be the same.
    std::shared_ptr<const Plan> compiled() {
        const Plan& whole = *first().plan;
        if (found_ == 0) return first().plan;
        struct Layout {
            int arrival, advance;
            std::vector<int> channels;
            bool operator==(const Layout&) const = default;
        };
        auto layout = [](const Node& node, int arrival) {
            Layout l{arrival, node.advance(), {}};
            for (const AudioIn* in : node.inputs()) l.channels.push_back(in->channels);
            return l;
        };
        std::map<int, Layout> before;
        for (MixSide& side : sides_)
            for (const auto& [vertex, placed] : side.placed)
                if (graph_.vertices[placed].node == side.graph().vertices[vertex].node)
                    before.emplace(placed, layout(side.node(vertex), side.content.arrival[vertex]));
        std::shared_ptr<const Plan> plan = compile(graph_, whole.arrangement);
        for (const Task& task : plan->tasks)
            if (auto old = before.find(task.vertex); old != before.end())
                if (!(old->second == layout(*plan->graph.vertices[task.vertex].node, task.arrival))) {
                    keepable_.clear();
                    sums_ = {};
                    found_ = 0;
                    return compile(whole.graph, whole.arrangement); // which lays its nodes out again
                }
        for (Keepable& keepable : keepable_) keepable.vertex = first().placed.at(keepable.vertex);
        return plan;
    }

    int64_t frames_;
    const Store& store_;
    const std::string& document_;
    const MixReader& read_;
    std::vector<Store::Entry> entries_;
    int64_t budget_ = store_.limit() / 2;
    std::deque<MixSide> sides_;
    std::map<std::string, MixSide*> sideOf_; // by document
    Graph graph_;
    std::vector<std::pair<MixSide*, int>> todo_; // what hears nothing yet
    std::vector<char> listens_;                  // by vertex of the first side
    std::vector<int> wanted_;                    // likewise: whose sound is worth keeping
    std::set<int> played_;                       // likewise: what need not be computed
    KeptSums sums_;
    std::vector<Keepable> keepable_; // by vertices of the first side until all is done
    std::vector<ContentKey> missed_;
    int found_ = 0;
};

}

Reduction reduce(std::shared_ptr<const Plan> whole, const Content& content, int64_t frames,
                 const Store& store, const std::string& document, const MixReader& read) {
    return Reducer(std::move(whole), content, frames, store, document, read).run();
}

}
