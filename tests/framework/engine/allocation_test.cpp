// The audio thread takes no memory and no lock: counted by standing in for the functions of the C library.
// SPDX-License-Identifier: MIT
#include "tests/framework/engine/connected_device.h"
#include "tests/framework/engine/playing.h"
#include "tests/framework/engine/random_graph.h"
#include <atomic>
#include <dlfcn.h>
#include <pthread.h>

#if defined __SANITIZE_ADDRESS__ || defined __SANITIZE_THREAD__
#define SANITIZED 1
#else
#define SANITIZED 0
#endif

namespace {
thread_local int watching = 0, allocations = 0, locks = 0;
}

#if !SANITIZED
extern "C" {
void* __libc_malloc(size_t);
void* __libc_calloc(size_t, size_t);
void* __libc_realloc(void*, size_t);
void* __libc_memalign(size_t, size_t);
void __libc_free(void*);

void* malloc(size_t size) {
    allocations += watching;
    return __libc_malloc(size);
}
void* calloc(size_t count, size_t size) {
    allocations += watching;
    return __libc_calloc(count, size);
}
void* realloc(void* old, size_t size) {
    allocations += watching;
    return __libc_realloc(old, size);
}
void* aligned_alloc(size_t alignment, size_t size) {
    allocations += watching;
    return __libc_memalign(alignment, size);
}
int posix_memalign(void** to, size_t alignment, size_t size) {
    allocations += watching;
    *to = __libc_memalign(alignment, size);
    return 0;
}
void free(void* memory) {
    allocations += watching;
    __libc_free(memory);
}
int pthread_mutex_lock(pthread_mutex_t* mutex) {
    using Lock = int (*)(pthread_mutex_t*);
    static std::atomic<Lock> real{nullptr};
    Lock lock = real.load(std::memory_order_relaxed);
    if (!lock) real = lock = reinterpret_cast<Lock>(dlsym(RTLD_NEXT, "pthread_mutex_lock"));
    locks += watching;
    return lock(mutex);
}
}
#endif

namespace stemwright {
namespace {

struct Watch {
    Watch() { allocations = locks = 0, watching = 1; }
    ~Watch() { watching = 0; }
};

bool reads(const Graph& graph) {
    for (const Graph::Vertex& v : graph.vertices)
        if (v.type->name == "file") return true;
    return false;
}

TEST(AudioThread, theWatchSeesMemoryAndLocks) {
    if (SANITIZED) GTEST_SKIP() << "sanitizers have their own memory";
    {
        Watch watch;
        auto* volatile memory = new int;
        delete memory;
        std::vector<float> more(1000);
        EXPECT_EQ(more[999], 0);
    }
    EXPECT_GE(allocations, 4);
    static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
    {
        Watch watch;
        pthread_mutex_lock(&mutex);
    }
    pthread_mutex_unlock(&mutex);
    EXPECT_EQ(locks, 1);
}

TEST(AudioThread, takesNoMemoryAndNoLockInAnyNode) {
    if (SANITIZED) GTEST_SKIP() << "sanitizers have their own memory";
    for (const Type* type : namedTypes()) {
        if (type->name == "file") continue; // may read
        for (const Picker& pick : everyWord(*type, {})) {
            auto own = sensibleArguments(*type, pick);
            if (!own) continue;
            Graph g;
            g.add("in", "noise");
            g.add("lfo", "lfo");
            g.add("node", type->name, *own);
            auto node = type->describe();
            if (!node->inputs().empty() || !node->inputArrays().empty()) g.connect("in", "node");
            for (const Number* n : node->numbers())
                if (n->name.find('.') == std::string::npos) g.connect("lfo", "node." + n->name);
            g.output("mix", node->outputs().empty() ? "in" : "node");
            Engine engine(compile(std::move(g)));
            {
                Watch watch;
                for (int q = 0; q < 200; ++q) engine.process();
                engine.reset();
                engine.process();
            }
            EXPECT_EQ(allocations, 0) << type->name;
            EXPECT_EQ(locks, 0) << type->name;
        }
    }
}

TEST(AudioThread, takesNoMemoryAndNoLockInRandomGraphs) {
    if (SANITIZED) GTEST_SKIP() << "sanitizers have their own memory";
    int watched = 0;
    for (int size : {5, 10, 20, 50, 100, 300})
        for (uint32_t seed = 0; seed < 5; ++seed) {
            RandomMix mix = randomMix(size, seed + uint32_t(size) * 100);
            for (auto& v : mix.vertices) // files may read
                if (v.type == "file") v.type = "noise", v.arguments = Datum::map({});
            std::erase_if(mix.edges, [&](const RandomMix::Edge& e) {
                std::string owner = e.to.substr(0, e.to.find('.'));
                return std::any_of(mix.vertices.begin(), mix.vertices.end(), [&](const auto& v) {
                    return v.name == owner && v.type == "noise" && !e.to.ends_with(".level");
                });
            });
            Graph g = mix.graph();
            ASSERT_FALSE(reads(g));
            Engine engine(compile(std::move(g)));
            Playback playback(engine);
            std::vector<std::vector<float>> rows(mostChannels, std::vector<float>(1000));
            std::vector<float*> to;
            for (auto& row : rows) to.push_back(row.data());
            {
                Watch watch;
                for (int block : {1, 64, 65, 500, 1000, 3}) playback.read(to.data(), block);
                for (int q = 0; q < 50; ++q) engine.process();
            }
            EXPECT_EQ(allocations, 0) << size << " nodes, seed " << seed;
            EXPECT_EQ(locks, 0) << size << " nodes, seed " << seed;
            ++watched;
        }
    EXPECT_EQ(watched, 30);
}

TEST(AudioThread, takesNoMemoryAndNoLockWhereFilesAreReadAheadNorAtEdits) {
    if (SANITIZED) GTEST_SKIP() << "sanitizers have their own memory";
    for (uint32_t seed = 0; seed < 5; ++seed) {
        auto plan = [&] { return compile(randomMix(60, seed + 700).graph()); };
        Playout playout(startedMix(plan()), Playout::AtEnd::stop);
        std::vector<std::vector<float>> rows(size_t(playout.current().channels()), std::vector<float>(200));
        std::vector<float*> to;
        for (auto& row : rows) to.push_back(row.data());
        for (int edit = 0; edit < 5; ++edit) {
            playout.change(followingMix(plan(), playout));
            {
                Watch watch;
                for (int block = 0; block < 20; ++block) playout.play(to.data(), int(to.size()), 200);
            }
            EXPECT_EQ(allocations, 0) << "seed " << seed;
            EXPECT_EQ(locks, 0) << "seed " << seed;
            playout.retired();
        }
    }
}

TEST(AudioThread, takesNoMemoryAndNoLockForInputsAndRecordings) {
    if (SANITIZED) GTEST_SKIP() << "sanitizers have their own memory";
    ConnectedDevice device;
    {
        Watch watch;
        device.play(100);
    }
    EXPECT_EQ(allocations, 0);
    EXPECT_EQ(locks, 0);
    device.expectToHaveRecorded(100);
}

TEST(AudioThread, takesNoMemoryForPoisonAndAutomation) {
    if (SANITIZED) GTEST_SKIP() << "sanitizers have their own memory";
    Graph g;
    std::vector<WrittenPoint> points;
    for (int i = 0; i < 300; ++i)
        points.push_back({i * 37.7, i % 2 ? "-inf dB" : "0 dB", i % 3 ? "smooth" : "hold"});
    g.add("in", "noise", arguments({{"level", automation(points)}}));
    g.add("bad", "probe_poison", arguments({{"until", "5000 samples"}}));
    g.add("room", "reverb");
    g.connect("in", "bad");
    g.connect("bad", "room", arguments({{"level", automation(points)}}));
    g.output("mix", "room");
    Engine engine(compile(std::move(g)));
    {
        Watch watch;
        for (int q = 0; q < 300; ++q) engine.process();
    }
    EXPECT_EQ(allocations, 0);
    EXPECT_EQ(engine.faults().size(), 1u);
}

}
}
