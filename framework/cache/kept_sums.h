// Kept sums on their way into the inputs of an engine.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/cache/sound.h"
#include "framework/engine/engine.h"
#include <map>

namespace stemwright {

/// Sums as they were kept, for as many frames as they were kept for, and silence from there on.
class KeptSums : public Engine::KnownSums {
  public:
    /// Control thread, before there is an engine.
    void add(int vertex, int input, std::shared_ptr<const StoredSound> sound) {
        sums_[{vertex, input}] = std::move(sound);
    }

    bool knows(int vertex, int input) const override { return sums_.contains({vertex, input}); }
    const double* sum(int vertex, int input, int64_t frame, int channel) const noexcept override {
        static constexpr double silence[quantum] = {};
        const StoredSound& sound = *sums_.at({vertex, input});
        if (frame >= sound.head().frames) return silence;
        return static_cast<const double*>(sound.values(frame, channel));
    }

  private:
    std::map<std::pair<int, int>, std::shared_ptr<const StoredSound>> sums_;
};

}
