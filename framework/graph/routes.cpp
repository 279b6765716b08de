// Groups nodes into sections, then looks at every wire.
// SPDX-License-Identifier: MIT
#include "framework/graph/routes.h"
#include "framework/graph/sections.h"
#include <algorithm>

namespace stemwright {

namespace {

// Wires that are added at once where sums begin before all of their terms are there.
constexpr size_t earlyTerms = 8;

class RouteFinder {
  public:
    RouteFinder(Plan& plan, std::vector<Task>& tasks, const Feeders& feeders)
        : plan_(plan), tasks_(tasks), feeders_(feeders) {
        routes_.places.resize(tasks.size());
    }

    Routes find(const Order& order) {
        arrange(order);
        for (size_t v = 0; v < tasks_.size(); ++v) chooseRoutes(int(v));
        for (Section& section : plan_.sections)
            for (Step& step : section.steps) sumLanes(step);
        for (size_t v = 0; v < tasks_.size(); ++v) sumEarly(int(v));
        for (auto& earlies : routes_.earlies)
            std::stable_sort(
                earlies.begin(), earlies.end(),
                [](const Routes::Early& a, const Routes::Early& b) { return a.after < b.after; });
        return std::move(routes_);
    }

  private:
    const Node& node(int vertex) const { return *plan_.graph.vertices[vertex].node; }
    const Step& stepOf(int vertex) const {
        return plan_.sections[routes_.places[vertex].section].steps[routes_.places[vertex].step];
    }

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
            routes_.earlies.emplace_back();
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
                        routes_.places[v] = {int(plan_.sections.size()) - 1, int(section.steps.size()),
                                             batches_, int(l)};
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

    void chooseRoutes(int v) {
        for (size_t p = 0; p < tasks_[v].inputs.size(); ++p) {
            PlannedInput& input = tasks_[v].inputs[p];
            routes_.feeds[{v, int(p)}].resize(input.feeds.size(), Route::rows);
            for (size_t f = 0; f < input.feeds.size(); ++f) {
                int from = feeders_[v][p][f].vertex;
                Route& route = routes_.feeds[{v, int(p)}][f];
                if (input.feeds[f].lag > 0 || routes_.places[from].section != routes_.places[v].section)
                    route = Route::ring;
                else if (input.kind == PlannedInput::Kind::alias && stepOf(v).width > 1 &&
                         routes_.places[from].batch == routes_.places[v].batch)
                    route = Route::block;
                if (route == Route::ring) input.kind = PlannedInput::Kind::sum; // it is copied at least
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
                routes_.feeds[{ends.vertex, ends.port}][feed] = Route::sum;
            }
            routes_.heard.insert(
                {routes_.places[step.tasks[0]].section, routes_.places[ends.vertex].section});
        }
    }

    // Where many wires meet in a lone node, what was filled first is added first, so that rows need not wait
    // for all the others.
    void sumEarly(int v) {
        int section = routes_.places[v].section;
        if (!lone_[section]) return;
        for (size_t p = 0; p < tasks_[v].inputs.size(); ++p) {
            PlannedInput& input = tasks_[v].inputs[p];
            std::vector<Route>& routes = routes_.feeds[{v, int(p)}];
            std::vector<size_t> feeds;
            for (size_t f = 0; f < input.feeds.size(); ++f)
                if (routes[f] == Route::rows && !input.feeds[f].level.curve) feeds.push_back(f);
            if (feeds.size() < 2 * earlyTerms) continue;
            auto step = [&](size_t f) { return routes_.places[feeders_[v][p][f].vertex].step; };
            std::stable_sort(feeds.begin(), feeds.end(),
                             [&](size_t a, size_t b) { return step(a) < step(b); });
            for (size_t first = 0; first < feeds.size(); first += earlyTerms) {
                auto begin = feeds.begin() + long(first),
                     end = feeds.begin() + long(std::min(first + earlyTerms, feeds.size()));
                routes_.earlies[section].push_back({step(end[-1]), v, int(p), {begin, end}});
            }
            for (size_t f : feeds) routes[f] = Route::early;
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

    Plan& plan_;
    std::vector<Task>& tasks_; // by vertex
    const Feeders& feeders_;
    Routes routes_;
    int batches_ = 0;
    std::vector<char> lone_; // by section: no lanes, no loops
    std::vector<std::vector<std::array<int, 3>>> listeners_;
};

}

Routes findRoutes(Plan& plan, std::vector<Task>& tasks, const Order& order, const Feeders& feeders) {
    return RouteFinder(plan, tasks, feeders).find(order);
}

}
