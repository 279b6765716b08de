// A source whose sound is mapped into memory.
// SPDX-License-Identifier: MIT
#include "framework/cache/player.h"
#include <cstring>

namespace stemwright {

namespace {

struct Player : Node {
    AudioOut out{this, "out", "what was kept, or silence in the place of a sum"};
    std::shared_ptr<const StoredSound> sound;

    int channels(const AudioOut&) const override { return sound->head().channels; }
    int latency() const override { return sound->head().latency; }
    double end() const override { return double(sound->head().frames); }
    bool timeInvariant() const override { return false; }

    struct Processor {
        explicit Processor(const Player&) {}

        void process(const Player& node, const Signals<float>& signals, auto) {
            const SoundHead& head = node.sound->head();
            bool silent = head.form == SoundHead::Form::sum || signals.frame >= head.frames;
            for (int c = 0; c < node.out.channels; ++c) {
                float* y = signals.out(node.out, c);
                if (silent) // turns end later than what is asked of them
                    std::fill_n(y, signals.frames, 0.f);
                else
                    std::memcpy(y,
                                static_cast<const float*>(node.sound->values(signals.frame, c)) +
                                    signals.frame % quantum,
                                signals.frames * sizeof(float));
            }
        }
    };
};

// Runs alone, so that it does not make strips differ which are the same but for it.
struct Opposite : Node {
    AudioIn in{this, "in", "signal"};
    AudioOut out{this, "out", "what takes it out of a sum"};

    struct Processor {
        explicit Processor(const Opposite&) {}
        void process(const Opposite& node, const Signals<float>& signals, auto) {
            for (int c = 0; c < node.out.channels; ++c) {
                const float* x = signals.in(node.in, c);
                float* y = signals.out(node.out, c);
                for (int i = 0; i < signals.frames; ++i) y[i] = -x[i];
            }
        }
    };
};

// Not in the registry: no document can ask for them.
template <class N> Type typeOf(const char* name, const char* help) {
    return {name,
            help,
            "cache",
            [] { return std::make_unique<N>(); },
            [](const Node& node, int lanes) { return makeBatch(static_cast<const N&>(node), lanes); },
            1,
            [](const Node& node) { return stateWords(static_cast<const N&>(node)); }};
}

int addNode(Graph& graph, const std::string& name, const Type& type) {
    Datum none = Datum::map({});
    return graph.adopt({name, &type, type.make({none, graph.timeline, "", 1, graph.problems}), {}});
}

}

int addPlayer(Graph& graph, const std::string& name, std::shared_ptr<const StoredSound> sound) {
    static const Type type = typeOf<Player>("kept sound", "Plays what an earlier render computed.");
    int vertex = addNode(graph, name, type);
    static_cast<Player&>(*graph.vertices[vertex].node).sound = std::move(sound);
    return vertex;
}

int addOpposite(Graph& graph, const std::string& name, const Source& of) {
    static const Type type = typeOf<Opposite>("opposite", "Takes a signal out of a sum.");
    int vertex = addNode(graph, name, type);
    graph.wires.push_back({of, {vertex, 0}, {}, 1, {}, ""});
    return vertex;
}

}
