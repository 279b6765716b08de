// A source whose sound is mapped into memory.
// SPDX-License-Identifier: MIT
#include "framework/cache/player.h"
#include <cstring>

namespace stemwright {

namespace {

struct Player : Node {
    AudioOut out{this, "out", "what was kept, as far as a float can say it"};
    AudioOut rest{this, "rest", "what that leaves of a sum"};
    std::shared_ptr<const StoredSound> sound;

    bool isSum() const { return sound->head().form == SoundHead::Form::sum; }
    int channels(const AudioOut& port) const override {
        return &port == &out || isSum() ? sound->head().channels : 1;
    }
    int latency() const override { return sound->head().latency; }
    double end() const override { return double(sound->head().frames); }
    bool timeInvariant() const override { return false; }

    struct Processor {
        explicit Processor(const Player&) {}

        void process(const Player& node, const Signals<float>& signals, auto) {
            for (int c = 0; c < node.out.channels; ++c) {
                float* y = signals.out(node.out, c);
                if (signals.frame >= node.sound->head().frames)
                    std::fill_n(y, signals.frames, 0.f); // turns end later than what is asked of them
                else if (node.isSum())
                    split(at<double>(node, signals, c), y, signals.out(node.rest, c), signals.frames);
                else
                    std::memcpy(y, at<float>(node, signals, c), signals.frames * sizeof(float));
            }
        }

        template <class T>
        static const T* at(const Player& node, const Signals<float>& signals, int channel) {
            return static_cast<const T*>(node.sound->values(signals.frame, channel)) +
                   signals.frame % quantum;
        }

        static void split(const double* sum, float* y, float* rest, int frames) {
            for (int i = 0; i < frames; ++i) {
                y[i] = float(sum[i]);
                rest[i] = float(sum[i] - double(y[i]));
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
