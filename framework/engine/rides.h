// All numbers of a mix that hands may move while it plays.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/engine/queue.h"
#include "framework/engine/ride.h"
#include "framework/node/value.h"
#include <map>
#include <unordered_map>

namespace stemwright {

class Engine;
struct Plan;

/// A number, or the level of wires, as the document has it. Its curve is in the graph in the place of the
/// value; no other number has the same one.
struct Fader {
    std::string address, help;
    Range range;
    Value written;
    std::shared_ptr<const Curve> curve;
};

/// Whether two documents say the same of a fader.
bool isSameValue(const Value& a, const Value& b);

/// Numbers for addresses that stay the same from edit to edit. Control thread.
class FaderNumbers {
  public:
    int of(const std::string& address) {
        return numbers_.try_emplace(address, int(numbers_.size())).first->second;
    }
    int find(const std::string& address) const { ///< -1 where there is none
        auto found = numbers_.find(address);
        return found == numbers_.end() ? -1 : found->second;
    }

  private:
    std::map<std::string, int, std::less<>> numbers_;
};

/// What somebody at a control wants.
struct FaderMove {
    enum class Kind { move, release } kind = Kind::move;
    int number = 0; ///< of the fader
    double value = 0;
};

/// What came of it, and when.
struct FaderReport {
    int number = 0;
    Ride::Segment segment{};
    bool held = false; ///< whether the document gave way, or rules again
};

/// The rides of one engine. Audio thread, but for the constructor.
class Rides {
  public:
    struct Settings {
        std::shared_ptr<const std::vector<Fader>> faders;
        FaderNumbers* numbers = nullptr;
        std::shared_ptr<Queue<FaderReport>> reports; ///< what does not fit in is not told
    };
    Rides(const Plan& plan, const Settings& settings);

    /// The curve that is heard in place of one in the plan: the ride's own where there is one.
    std::shared_ptr<const Curve> own(const std::shared_ptr<const Curve>& planned) const;

    void ask(const FaderMove& move) noexcept;

    /// Before each turn of `engine`. Tells what it did where `Told` says so.
    enum class Told { yes, no };
    void step(Engine& engine, Told told) noexcept;

    /// Finds out what it will take from rides that were made before: those of which both documents say the
    /// same. Control thread.
    void follow(const Rides& before);
    void takeOver() noexcept; ///< from them: all goes on as it was

    /// What is held there is held here, as if it had always been.
    void holdAs(const Rides& other) noexcept;

  private:
    int faderOf(int number) const noexcept { ///< -1 where there is none
        return size_t(number) < faderOf_.size() ? faderOf_[size_t(number)] : -1;
    }
    struct Pair {
        const Ride* from;
        int to;
    };
    std::shared_ptr<const std::vector<Fader>> faders_;
    std::shared_ptr<Queue<FaderReport>> reports_;
    std::vector<Ride> rides_;                          // by fader
    std::vector<int> numbers_;                         // by fader
    std::vector<int> faderOf_;                         // by number; -1 where there is none
    std::unordered_map<const Curve*, size_t> byCurve_; // of the plan
    std::vector<Pair> pairs_;
    std::vector<int> waiting_; // rides that want something
};

}
