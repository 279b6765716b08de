// Keeps the last turns of the reference, and holds what other engines give against them.
// SPDX-License-Identifier: MIT
#include "framework/engine/comparison.h"
#include "framework/audio/lanes.h"
#include <algorithm>
#include <bit>
#include <mutex>
#include <random>

namespace stemwright {

constexpr int longestBlock = 999; // of those by chance

// How far an engine may be ahead of what was asked of it: a turn that has begun, and those that its sections
// are ahead of each other.
static int reach(const Plan& plan) { return (plan.depth() + 1) * plan.arrangement.quanta * quantum; }

struct Comparison::Reference : Engine::Witness {
    explicit Reference(std::shared_ptr<const Plan> plan_) : plan(std::move(plan_)) {
        for (const Graph::Vertex& vertex : plan->graph.vertices) {
            firstRow.push_back(rows);
            rows += vertex.node->outputChannels();
        }
        rank.resize(firstRow.size());
        for (size_t t = 0; t < plan->tasks.size(); ++t) rank[plan->tasks[t].vertex] = int(t);
    }

    // Makes the engine, which remembers its last `frames` frames.
    void start(int64_t frames) {
        size = std::bit_ceil(uint64_t(frames));
        memory.resize(size * size_t(rows));
        engine = std::make_unique<Engine>(plan, Engine::Options{Engine::Profiling::off, this});
    }

    void saw(int vertex, int64_t frame, int channel, const float* values, int stride) noexcept override {
        float* to = at(vertex, channel, frame);
        for (int i = 0; i < quantum; ++i) to[i] = values[i * stride];
    }

    // From there on to the end of the quantum.
    float* at(int vertex, int channel, int64_t frame) {
        return &memory[size_t(firstRow[vertex] + channel) * size + (uint64_t(frame) & (size - 1))];
    }

    std::shared_ptr<const Plan> plan;
    std::unique_ptr<Engine> engine;
    std::vector<int> firstRow; // by vertex
    std::vector<int> rank;     // by vertex: its task
    int rows = 0;
    uint64_t size = 0; // of a row; a power of two
    std::vector<float> memory;
};

struct Comparison::Follower : Engine::Witness {
    Follower(Reference& reference_, std::shared_ptr<const Plan> plan_, int block_)
        : reference(reference_),
          plan(std::move(plan_)),
          block(block_),
          played(size_t(plan->outputs[0].channels) * longest()),
          engine(std::make_unique<Engine>(plan, Engine::Options{Engine::Profiling::off, this})),
          playback(*engine) {
        for (int c = 0; c < plan->outputs[0].channels; ++c) playedRows.push_back(&played[c * longest()]);
    }

    size_t longest() const { return size_t(block ? block : longestBlock); }

    void saw(int vertex, int64_t frame, int channel, const float* values, int stride) noexcept override {
        const float* expected = reference.at(vertex, channel, frame);
        int32_t difference = 0;
        for (int i = 0; i < quantum; ++i) difference |= bits(values[i * stride]) ^ bits(expected[i]);
        for (int i = 0; difference && i < quantum; ++i)
            check({frame + i, Divergence::Where::node, reference.rank[vertex], channel, vertex, expected[i],
                   values[i * stride]});
    }

    // Keeps the first value that is not that of the reference.
    void check(const Divergence& value) noexcept {
        if (bits(value.heard) == bits(value.expected)) return;
        if (value.frame < window.from || value.frame >= window.to) return;
        std::lock_guard lock(mutex);
        if (!first || value.isBefore(*first)) first = value;
    }

    std::optional<Divergence> divergence() {
        std::lock_guard lock(mutex);
        return first;
    }

    void playUntil(int64_t frame) {
        int vertex = plan->outputs[0].vertex;
        while (engine && position < frame) {
            int frames = block ? block : 1 + int(random() % longestBlock);
            playback.read(playedRows.data(), frames);
            for (int c = 0; c < int(playedRows.size()); ++c)
                for (int i = 0; i < frames; ++i)
                    check({position + i, Divergence::Where::played, reference.rank[vertex], c, vertex,
                           *reference.at(vertex, c, position + i), playedRows[c][i]});
            position += frames;
            // By then all sections have done that frame, and no earlier difference can come.
            if (auto found = divergence(); found && found->frame < engine->frame()) engine.reset();
        }
    }

    Reference& reference;
    std::shared_ptr<const Plan> plan;
    int block;
    std::vector<float> played; // [channel][frame] of a block
    std::vector<float*> playedRows;
    std::mt19937 random{1};
    int64_t position = 0;
    Cut window; // in frames of the engine
    std::mutex mutex;
    std::optional<Divergence> first;
    std::unique_ptr<Engine> engine; // until something differs; gone before what its threads show it to
    Playback playback;
};

Comparison::Comparison(std::shared_ptr<const Plan> reference)
    : reference_(std::make_unique<Reference>(std::move(reference))) {}
Comparison::~Comparison() = default;

void Comparison::add(std::shared_ptr<const Plan> plan, int block) {
    followers_.push_back(std::make_unique<Follower>(*reference_, std::move(plan), block));
}

Progress Comparison::run(Cut cut, const ProgressReport& report) {
    Reference& reference = *reference_;
    int64_t ahead = 0, end = cut.to;
    for (const PlannedOutput& output : reference.plan->outputs) end = std::max(end, cut.to + output.latency);
    for (auto& follower : followers_) {
        follower->window = {cut.from, end};
        ahead = std::max(ahead, reach(*follower->plan) + int64_t(follower->longest()));
    }
    // Everybody comes one step further in turn, the reference as far ahead as anybody may look.
    constexpr int step = 16 * quantum;
    reference.start(step + ahead + reference.plan->arrangement.quanta * quantum);
    for (int64_t now = 0; now < end;) {
        if (report && report(std::min(now, cut.to)) == Progress::cancel) return Progress::cancel;
        now += step;
        while (reference.engine->frame() < now + ahead) reference.engine->process();
        for (auto& follower : followers_) follower->playUntil(std::min(now, end));
        if (std::all_of(followers_.begin(), followers_.end(), [](auto& f) { return !f->engine; })) break;
    }
    if (report) report(cut.to);
    return Progress::proceed;
}

std::vector<std::optional<Divergence>> Comparison::divergences() const {
    std::vector<std::optional<Divergence>> found;
    for (const auto& follower : followers_) found.push_back(follower->divergence());
    return found;
}

}
