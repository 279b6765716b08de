// Walks through the steps with a list of free rows, and gives each signal a place on its route.
// SPDX-License-Identifier: MIT
#include "framework/graph/allotment.h"
#include "framework/graph/routes.h"
#include "framework/graph/row_pool.h"

namespace stemwright {

namespace {

// What all rows of a section hold together: 512 kB, so that a second-level cache has room for more than them.
constexpr int mostQuanta = 2 << 10;

class Allotment {
  public:
    Allotment(Plan& plan, std::vector<Task> tasks, const Order& order, const Feeders& feeders,
              const std::vector<int>& departures)
        : plan_(plan),
          tasks_(std::move(tasks)),
          feeders_(feeders),
          departures_(departures),
          routes_(findRoutes(plan_, tasks_, order, feeders)),
          ringsOf_(tasks_.size()) {
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
    struct SoundOut {
        int vertex, sound;
        auto operator<=>(const SoundOut&) const = default;
    };

    const Node& node(int vertex) const { return *plan_.graph.vertices[vertex].node; }
    const AudioOut& port(SoundOut out) const { return *node(out.vertex).outputs()[out.sound]; }
    const Step& stepOf(int vertex) const {
        return plan_.sections[routes_.places[vertex].section].steps[routes_.places[vertex].step];
    }

    int ringOf(SoundOut out) {
        auto [ring, fresh] = ringIndex_.emplace(out, int(plan_.rings.size()));
        if (fresh) {
            plan_.rings.push_back({std::vector<Row>(port(out).channels), 0, out.vertex, out.sound});
            ringsOf_[out.vertex].push_back(ring->second);
        }
        return ring->second;
    }

    void countReaders(int v) {
        for (size_t p = 0; p < tasks_[v].inputs.size(); ++p)
            for (size_t f = 0; f < tasks_[v].inputs[p].feeds.size(); ++f) {
                Feed& feed = tasks_[v].inputs[p].feeds[f];
                const Source& from = feeders_[v][p][f];
                SoundOut out{from.vertex, from.sound};
                switch (routes_.feeds[{v, int(p)}][f]) {
                case Route::rows:
                case Route::early:
                    ++rowReaders_[out];
                    break;
                case Route::block:
                    ++blockReaders_[out];
                    break;
                case Route::ring:
                    feed.ring = ringOf(out);
                    plan_.rings[feed.ring].reach = std::max(plan_.rings[feed.ring].reach, feed.lag);
                    routes_.heard.insert({routes_.places[from.vertex].section, routes_.places[v].section});
                    break;
                case Route::sum:
                    break;
                }
            }
    }

    void allotRows(Section& section) {
        RowPool pool;
        const std::vector<Routes::Early>& earlies = routes_.earlies[size_t(&section - plan_.sections.data())];
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

    void takeEarly(Section& section, const Routes::Early& early, std::vector<RowPool::Taken>& finished) {
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
                const auto& routes = routes_.feeds[{v, in->index}];
                for (size_t f = 0; f < input.feeds.size(); ++f) {
                    const Source& from = feeders_[v][in->index][f];
                    SoundOut out{from.vertex, from.sound};
                    if (routes[f] == Route::block) {
                        for (int c = 0; c < in->channels; ++c) step.gathered[in->offset + c] = 0;
                    } else if (routes[f] == Route::rows) {
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
                else if (routes[0] == Route::rows)
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
                routes_.heard.insert(
                    {routes_.places[wire.from.vertex].section, routes_.places[wire.to.vertex].section});
        for (auto [from, to] : routes_.heard)
            if (from != to) {
                plan_.sections[from].after.push_back(to);
                plan_.sections[to].before.push_back(from);
            }
    }

    Plan& plan_;
    std::vector<Task> tasks_; // by vertex
    const Feeders& feeders_;
    const std::vector<int>& departures_;
    Routes routes_;
    std::map<std::array<int, 3>, int> runningSums_; // by vertex, port and channel
    std::map<SoundOut, int> rowReaders_, blockReaders_, ringIndex_;
    std::map<SoundOut, std::vector<Row>> rowsOf_;
    std::vector<std::vector<int>> ringsOf_; // by vertex
};

}

void allot(Plan& plan, std::vector<Task> tasks, const Order& order, const Feeders& feeders,
           const std::vector<int>& departures) {
    Allotment(plan, std::move(tasks), order, feeders, departures);
}

}
