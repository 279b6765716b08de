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
        void reset() {}

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

// Not in the registry: no document can ask for it.
const Type& playerType() {
    static const Type type{
        "kept sound",
        "Plays what an earlier render computed.",
        "cache",
        [] { return std::make_unique<Player>(); },
        [](const Node& node, int lanes) { return makeBatch(static_cast<const Player&>(node), lanes); },
        1,
        [](const Node& node) { return stateWords(static_cast<const Player&>(node)); }};
    return type;
}

}

int addPlayer(Graph& graph, const std::string& name, std::shared_ptr<const StoredSound> sound) {
    Datum none = Datum::map({});
    std::shared_ptr<Node> node = playerType().make({none, graph.timeline, "", 1, graph.problems});
    static_cast<Player&>(*node).sound = std::move(sound);
    return graph.adopt({name, &playerType(), std::move(node), {}});
}

}
