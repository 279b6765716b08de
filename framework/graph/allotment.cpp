// Decides how each wire travels, then walks through the steps with a list of free rows.
// SPDX-License-Identifier: MIT
#include "framework/graph/allotment.h"
#include "framework/graph/row_pool.h"
#include "framework/graph/sections.h"
#include <algorithm>
#include <set>

namespace stemwright {

namespace {

// What all rows of a section hold together: 512 kB, so that a second-level cache has room for more than them.
constexpr int mostQuanta = 2 << 10;

// Wires that are added at once where sums begin before all of their terms are there.
constexpr size_t earlyTerms = 8;

class Allotment {
  public:
    Allotment(Plan& plan, std::vector<Task> tasks, const Order& order, const Feeders& feeders,
              const std::vector<int>& departures)
        : plan_(plan),
          tasks_(std::move(tasks)),
          feeders_(feeders),
          departures_(departures),
          places_(tasks_.size()),
          ringsOf_(tasks_.size()) {
        arrange(order);
        for (size_t v = 0; v < tasks_.size(); ++v) chooseWays(int(v));
        for (Section& section : plan_.sections)
            for (Step& step : section.steps) sumLanes(step);
        for (size_t v = 0; v < tasks_.size(); ++v) sumEarly(int(v));
        for (size_t v = 0; v < tasks_.size(); ++v) countReaders(int(v));
        for (const Output& output : plan_.graph.outputs)
            plan_.outputs.push_back({output.name, output.vertex, port({output.vertex, 0}).channels,
                                     ringOf({output.vertex, 0}), departures_[output.vertex]});
        for (Section& section : plan_.sections) allotRows(section);
        link();
        for (Section& section : plan_.sections)
            for (Step& step : section.steps)
                for (int& task : step.tasks) {
                    plan_.tasks.push_back(std::move(tasks_[task]));
                    task = int(plan_.tasks.size()) - 1;
                }
    }

  private:
    // How the sound of a wire gets from one node to the other.
    enum class Way {
        rows,  // in the rows of its source
        block, // in the block of its source, lane by lane
        ring,  // out of a ring: late, or from another section
        sum,   // with that of other lanes
        early, // out of the rows of its source, with that of others, as soon as it is there
    };
    struct Early {
        int after, vertex, port; // step and input
        std::vector<size_t> feeds;
    };
    struct Place {
        int section, step, batch, lane;
    };
    struct SoundOut {
        int vertex, sound;
        auto operator<=>(const SoundOut&) const = default;
    };

    const Node& node(int vertex) const { return *plan_.graph.vertices[vertex].node; }
    const AudioOut& port(SoundOut out) const { return *node(out.vertex).outputs()[out.sound]; }
    Step& stepOf(int vertex) { return plan_.sections[places_[vertex].section].steps[places_[vertex].step]; }

    // Until the very end the tasks of a step are the vertices themselves.
    void arrange(const Order& order) {
        Entrances entrances(tasks_.size());
        for (size_t v = 0; v < tasks_.size(); ++v)
            for (size_t p = 0; p < tasks_[v].inputs.size(); ++p)
                entrances[v].push_back(
                    {feeders_[v][p], tasks_[v].inputs[p].kind == PlannedInput::Kind::alias &&
                                         tasks_[v].inputs[p].feeds.size() == 1});
        std::vector<int> widths = Registry::instance().widths();
        if (int most = plan_.arrangement.lanes; most > 0)
            std::erase_if(widths, [&](int w) { return w > most; });
        auto batches = findStripBatches(plan_.graph, order, entrances, widths);
        for (BatchGroup& group : groupBatches(plan_.graph, std::move(batches), plan_.arrangement.threads)) {
            Section& section = plan_.sections.emplace_back();
            section.quanta = plan_.arrangement.quanta;
            lone_.push_back(1);
            earlies_.emplace_back();
            if (group.back().width > 1)
                section.leading = int(std::stable_partition(group.begin(), group.end() - 1,
                                                            [&](const StripBatch& source) {
                                                                return isHeardPlain(source, entrances);
                                                            }) -
                                      group.begin());
            for (const StripBatch& batch : group) {
                if (batch.width > 1 || batch.strips[0].kind == LaneStrip::Kind::loop)
                    section.quanta = 1, lone_.back() = 0;
                ++batches_;
                for (size_t m = 0; m < batch.strips[0].vertices.size(); ++m) {
                    Step step{batch.width, {}, {}, {}, {}, {}};
                    for (size_t l = 0; l < batch.strips.size(); ++l) {
                        int v = batch.strips[l].vertices[m];
                        step.tasks.push_back(v);
                        places_[v] = {int(plan_.sections.size()) - 1, int(section.steps.size()), batches_,
                                      int(l)};
                    }
                    section.steps.push_back(std::move(step));
                }
            }
        }
    }

    // Whether lanes take what a source gives out of its rows as it is.
    bool isHeardPlain(const StripBatch& source, const Entrances& entrances) {
        for (auto [v, p, f] : listeners(source.strips[0].vertices[0]))
            if (!entrances[v][p].plain) return false;
        return true;
    }

    void chooseWays(int v) {
        for (size_t p = 0; p < tasks_[v].inputs.size(); ++p) {
            PlannedInput& input = tasks_[v].inputs[p];
            ways_[{v, int(p)}].resize(input.feeds.size(), Way::rows);
            for (size_t f = 0; f < input.feeds.size(); ++f) {
                int from = feeders_[v][p][f].vertex;
                Way& way = ways_[{v, int(p)}][f];
                if (input.feeds[f].lag > 0 || places_[from].section != places_[v].section)
                    way = Way::ring;
                else if (input.kind == PlannedInput::Kind::alias && stepOf(v).width > 1 &&
                         places_[from].batch == places_[v].batch)
                    way = Way::block;
                if (way == Way::ring) input.kind = PlannedInput::Kind::sum; // it is copied at least
            }
        }
    }

    // Wires from several lanes of a step to one input are added before they leave their block, unless they
    // are late or change by a factor that would have to be applied by itself.
    void sumLanes(Step& step) {
        if (step.width == 1) return;
        struct Ends {
            int vertex, port, sound;
            std::vector<std::tuple<int, int, float>> terms;
            auto operator<=>(const Ends&) const = default;
        };
        std::map<Ends, std::map<int, size_t>> shared; // feeds by lane
        for (size_t l = 0; l < step.tasks.size(); ++l)
            for (auto [v, p, f] : listeners(step.tasks[l])) {
                const Feed& feed = tasks_[v].inputs[p].feeds[f];
                Ends ends{v, p, feeders_[v][p][f].sound, {}};
                bool simple = feed.lag == 0 && tasks_[v].inputs[p].feeds.size() > 1;
                for (const MixTerm& term : feed.terms) {
                    ends.terms.push_back({term.to, term.from, term.factor});
                    simple &= term.factor == 1 || term.factor == 0.5f;
                }
                if (simple) shared[ends].emplace(int(l), f);
            }
        for (const auto& [ends, feeds] : shared) {
            if (int(feeds.size()) < std::max(2, step.width / 4)) continue;
            Task& task = tasks_[ends.vertex];
            PlannedInput& input = task.inputs[ends.port];
            int offset = node(step.tasks[0]).outputs()[ends.sound]->offset;
            std::map<float, LaneSum> sums; // by factor
            for (const auto& [to, from, factor] : ends.terms) {
                LaneSum& sum = sums[factor];
                sum.channels.push_back({offset + from, plan_.sumCount});
                input.shares.push_back({to, plan_.sumCount++});
            }
            for (auto& [factor, sum] : sums) {
                sum.late = task.arrival;
                sum.factors.resize(step.width);
                sum.levels.resize(step.width);
                for (const auto& [lane, feed] : feeds) {
                    sum.factors[lane] = factor;
                    sum.levels[lane] = input.feeds[feed].level;
                }
                step.sums.push_back(std::move(sum));
            }
            for (const auto& [lane, feed] : feeds) {
                input.feeds[feed].terms.clear();
                ways_[{ends.vertex, ends.port}][feed] = Way::sum;
            }
            heard_.insert({places_[step.tasks[0]].section, places_[ends.vertex].section});
        }
    }

    // Where many wires meet in a lone node, what was filled first is added first, so that rows need not wait
    // for all the others.
    void sumEarly(int v) {
        int section = places_[v].section;
        if (!lone_[section]) return;
        for (size_t p = 0; p < tasks_[v].inputs.size(); ++p) {
            PlannedInput& input = tasks_[v].inputs[p];
            std::vector<Way>& ways = ways_[{v, int(p)}];
            std::vector<size_t> feeds;
            for (size_t f = 0; f < input.feeds.size(); ++f)
                if (ways[f] == Way::rows && !input.feeds[f].level.curve) feeds.push_back(f);
            if (feeds.size() < 2 * earlyTerms) continue;
            auto step = [&](size_t f) { return places_[feeders_[v][p][f].vertex].step; };
            std::stable_sort(feeds.begin(), feeds.end(),
                             [&](size_t a, size_t b) { return step(a) < step(b); });
            for (size_t first = 0; first < feeds.size(); first += earlyTerms) {
                auto begin = feeds.begin() + long(first),
                     end = feeds.begin() + long(std::min(first + earlyTerms, feeds.size()));
                earlies_[section].push_back({step(end[-1]), v, int(p), {begin, end}});
            }
            for (size_t f : feeds) ways[f] = Way::early;
        }
    }

    // Vertex, port and feed of all that hear a vertex.
    std::vector<std::array<int, 3>> listeners(int vertex) {
        if (listeners_.empty()) {
            listeners_.resize(tasks_.size());
            for (size_t v = 0; v < tasks_.size(); ++v)
                for (size_t p = 0; p < feeders_[v].size(); ++p)
                    for (size_t f = 0; f < feeders_[v][p].size(); ++f)
                        listeners_[feeders_[v][p][f].vertex].push_back({int(v), int(p), int(f)});
        }
        return listeners_[vertex];
    }

    int ringOf(SoundOut out) {
        auto [ring, fresh] = ringIndex_.emplace(out, int(plan_.rings.size()));
        if (fresh) {
            plan_.rings.push_back({std::vector<Row>(port(out).channels), 0, out.vertex, out.sound});
            ringsOf_[out.vertex].push_back(ring->second);
            soundOf_.push_back(out);
        }
        return ring->second;
    }

    void countReaders(int v) {
        for (size_t p = 0; p < tasks_[v].inputs.size(); ++p)
            for (size_t f = 0; f < tasks_[v].inputs[p].feeds.size(); ++f) {
                Feed& feed = tasks_[v].inputs[p].feeds[f];
                const Source& from = feeders_[v][p][f];
                SoundOut out{from.vertex, from.sound};
                switch (ways_[{v, int(p)}][f]) {
                case Way::rows:
                case Way::early:
                    ++rowReaders_[out];
                    break;
                case Way::block:
                    ++blockReaders_[out];
                    break;
                case Way::ring:
                    feed.ring = ringOf(out);
                    plan_.rings[feed.ring].reach = std::max(plan_.rings[feed.ring].reach, feed.lag);
                    heard_.insert({places_[from.vertex].section, places_[v].section});
                    break;
                case Way::sum:
                    break;
                }
            }
    }

    void allotRows(Section& section) {
        RowPool pool;
        std::vector<Early>& earlies = earlies_[size_t(&section - plan_.sections.data())];
        std::stable_sort(earlies.begin(), earlies.end(),
                         [](const Early& a, const Early& b) { return a.after < b.after; });
        auto early = earlies.begin();
        for (size_t s = 0; s < section.steps.size(); ++s) {
            std::vector<RowPool::Taken> finished;
            takeInputs(section.steps[s], pool, finished);
            if (int(s) < section.leading) {
                takeTurns(section.steps[s], pool);
                section.turnRows = pool.size() - 1;
                continue;
            }
            takeOutputs(section.steps[s], pool, finished);
            for (; early != earlies.end() && early->after == int(s); ++early)
                takeEarly(section, *early, finished);
            for (const RowPool::Taken& taken : finished)
                if (taken.first > section.turnRows) pool.giveBack(taken);
        }
        section.rowCount = pool.size();
        while (section.quanta > 1 && section.quanta * section.rowCount > mostQuanta) section.quanta /= 2;
    }

    // Of a leading step, for as long as the section runs.
    void takeTurns(const Step& step, RowPool& pool) {
        int v = step.tasks[0];
        for (const AudioOut* out : node(v).outputs()) {
            std::vector<Row>& rows = rowsOf_[{v, out->index}];
            for (int c = 0; c < out->channels; ++c) rows.push_back(pool.take(plan_.arrangement.quanta));
            if (auto ring = ringIndex_.find({v, out->index}); ring != ringIndex_.end())
                plan_.rings[ring->second].rows = rows;
            tasks_[v].outputs.insert(tasks_[v].outputs.end(), rows.begin(), rows.end());
        }
        tasks_[v].rings = ringsOf_[v];
    }

    void takeEarly(Section& section, const Early& early, std::vector<RowPool::Taken>& finished) {
        PlannedInput& input = tasks_[early.vertex].inputs[early.port];
        std::map<int, RunningSum> sums; // by channel
        for (size_t f : early.feeds) {
            const Source& from = feeders_[early.vertex][early.port][f];
            SoundOut out{from.vertex, from.sound};
            const std::vector<Row>& rows = rowsOf_[out];
            for (const MixTerm& term : input.feeds[f].terms)
                sums[term.to].terms.push_back({rows[term.from], input.feeds[f].level.constant, term.factor});
            input.feeds[f].terms.clear();
            if (--rowReaders_[out] == 0)
                for (Row row : rows) finished.push_back({row, 1});
        }
        for (auto& [channel, sum] : sums) {
            auto [known, fresh] =
                runningSums_.emplace(std::array{early.vertex, early.port, channel}, plan_.sumCount);
            if (fresh) input.shares.push_back({channel, plan_.sumCount++});
            sum.first = fresh;
            sum.sum = known->second;
            sum.after = early.after;
            section.runningSums.push_back(std::move(sum));
        }
    }

    void takeInputs(Step& step, RowPool& pool, std::vector<RowPool::Taken>& finished) {
        if (step.width > 1) step.gathered.assign(node(step.tasks[0]).inputChannels(), 1);
        for (int v : step.tasks)
            for (const AudioIn* in : node(v).inputs()) {
                PlannedInput& input = tasks_[v].inputs[in->index];
                const auto& ways = ways_[{v, in->index}];
                for (size_t f = 0; f < input.feeds.size(); ++f) {
                    const Source& from = feeders_[v][in->index][f];
                    SoundOut out{from.vertex, from.sound};
                    if (ways[f] == Way::block) {
                        for (int c = 0; c < in->channels; ++c) step.gathered[in->offset + c] = 0;
                    } else if (ways[f] == Way::rows) {
                        input.feeds[f].rows = rowsOf_[out];
                        if (--rowReaders_[out] == 0)
                            for (Row row : input.feeds[f].rows) finished.push_back({row, 1});
                    }
                }
                if (input.feeds.empty()) // nothing is connected: silence
                    input.rows.assign(in->channels, 0);
                else if (input.kind == PlannedInput::Kind::sum)
                    for (int c = 0; c < in->channels; ++c)
                        finished.push_back({input.rows.emplace_back(pool.take(1)), 1});
                else if (ways[0] == Way::rows)
                    input.rows = input.feeds[0].rows;
            }
        for (size_t c = 0; c < step.gathered.size(); ++c) takeInputBlock(step, int(c), pool, finished);
    }

    void takeInputBlock(Step& step, int channel, RowPool& pool, std::vector<RowPool::Taken>& finished) {
        if (step.gathered[channel]) {
            finished.push_back({step.inputs.emplace_back(pool.take(step.width)), step.width});
            return;
        }
        int v = step.tasks[0];
        for (const AudioIn* in : node(v).inputs()) {
            int within = channel - in->offset;
            if (within < 0 || within >= in->channels) continue;
            const Source& from = feeders_[v][in->index][0];
            const Step& source = stepOf(from.vertex);
            step.inputs.push_back(source.outputs[port({from.vertex, from.sound}).offset + within]);
            if (within == in->channels - 1)
                for (int t : step.tasks) {
                    const Source& own = feeders_[t][in->index][0];
                    if (--blockReaders_[{own.vertex, own.sound}] == 0 && t == step.tasks[0])
                        for (int c = 0; c < in->channels; ++c)
                            finished.push_back({step.inputs[in->offset + c], step.width});
                }
        }
    }

    void takeOutputs(Step& step, RowPool& pool, std::vector<RowPool::Taken>& finished) {
        if (step.width > 1)
            for (const AudioOut* out : node(step.tasks[0]).outputs())
                for (int c = 0; c < out->channels; ++c) {
                    step.outputs.push_back(pool.take(step.width));
                    if (!blockReaders_.contains({step.tasks[0], out->index}))
                        finished.push_back({step.outputs.back(), step.width});
                }
        for (int v : step.tasks)
            for (const AudioOut* out : node(v).outputs()) {
                SoundOut sound{v, out->index};
                auto ring = ringIndex_.find(sound);
                bool read = rowReaders_.contains(sound), needed = read || ring != ringIndex_.end();
                std::vector<Row>& rows = rowsOf_[sound];
                for (int c = 0; c < out->channels && (needed || step.width == 1); ++c) {
                    rows.push_back(pool.take(1));
                    if (!read) finished.push_back({rows.back(), 1});
                }
                if (ring != ringIndex_.end()) plan_.rings[ring->second].rows = rows;
                tasks_[v].outputs.insert(tasks_[v].outputs.end(), rows.begin(), rows.end());
                if (step.width > 1 && !needed) tasks_[v].outputs.resize(out->offset + out->channels, -1);
            }
        for (int v : step.tasks) tasks_[v].rings = ringsOf_[v];
    }

    // Who must wait for whom.
    void link() {
        for (const Wire& wire : plan_.graph.wires)
            if (wire.to.number >= 0)
                heard_.insert({places_[wire.from.vertex].section, places_[wire.to.vertex].section});
        for (auto [from, to] : heard_)
            if (from != to) {
                plan_.sections[from].after.push_back(to);
                plan_.sections[to].before.push_back(from);
            }
    }

    Plan& plan_;
    std::vector<Task> tasks_; // by vertex
    const Feeders& feeders_;
    const std::vector<int>& departures_;
    std::vector<Place> places_; // by vertex
    int batches_ = 0;
    std::vector<char> lone_;                               // by section: no lanes, no loops
    std::map<std::array<int, 3>, int> runningSums_;        // by vertex, port and channel
    std::vector<std::vector<Early>> earlies_;              // by section
    std::map<std::pair<int, int>, std::vector<Way>> ways_; // by vertex and port, of each feed
    std::vector<std::vector<std::array<int, 3>>> listeners_;
    std::map<SoundOut, int> rowReaders_, blockReaders_, ringIndex_;
    std::map<SoundOut, std::vector<Row>> rowsOf_;
    std::vector<std::vector<int>> ringsOf_; // by vertex
    std::vector<SoundOut> soundOf_;         // by ring
    std::set<std::pair<int, int>> heard_;   // sections: from, to
};

}

void allot(Plan& plan, std::vector<Task> tasks, const Order& order, const Feeders& feeders,
           const std::vector<int>& departures) {
    Allotment(plan, std::move(tasks), order, feeders, departures);
}

}
