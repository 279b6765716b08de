// A mix made ready to be played: its engine, its files read ahead, its outputs side by side.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/audio/input_ring.h"
#include "framework/audio/read_ahead.h"
#include "framework/engine/handover.h"
#include "framework/engine/render.h"
#include "framework/engine/rides.h"
#include "framework/engine/signal_store.h"

namespace stemwright {

/// Plays some outputs of a plan in song time, whatever their latencies are: frame n is frame n of what a
/// render gives. Once it is ready, nothing in it waits, allocates or locks.
class LiveMix {
  public:
    /// `outputs` count in Plan::outputs; their channels follow each other. `part` of the song is played. With
    /// `before`, a mix that plays, it is made to follow that one, and clips that both play are not read
    /// again. It hears `inputs`, which outlive it, or those of the one before; inputs that it hears later
    /// than they are kept are silent. Hands move the faders that `rides` names. `crew`, which outlives them
    /// all, helps where the plan is made for several threads. Throws an Error where a file cannot be read.
    /// Control thread.
    LiveMix(std::shared_ptr<const Plan> plan, const std::vector<int>& outputs, Cut part,
            const LiveMix* before = nullptr, const InputRing* inputs = nullptr,
            const Rides::Settings& rides = {}, LiveCrew* crew = nullptr);

    /// Has the peaks of these outputs of the plan noted too. Control thread, before it is played.
    void meter(std::vector<int> outputs);
    const std::vector<int>& metered() const noexcept { return metered_; } ///< control thread
    /// Of every channel of those, one output after the other: amplitudes of what was computed since the last
    /// call. Control thread.
    std::vector<float> peaks() const;

    /// Computes the song from its start to the part. Returns whether it got there. Control thread, once.
    Progress start(const ProgressReport& report = {});

    /// Gets ready to go on where the one before will be: it plays about `position` now. Control thread,
    /// instead of start().
    void follow(int64_t position);
    const LiveMix* before() const noexcept { return before_; } ///< who it follows. Any thread

    /// Takes over the state of the one before, between its turns. Audio thread.
    void takeOver() noexcept;

    /// For one that was started and is now played after another one: what hands hold there is held here.
    /// Audio thread.
    void holdAs(const LiveMix& other) noexcept { rides_.holdAs(other.rides_); }
    bool hasTakenOver() const noexcept { return freshFrom_ >= 0; } ///< audio thread, or once retired

    /// Before it goes on: the next frame that is played, and how many of the device's block are left. Audio
    /// thread.
    void place(int64_t position, int left) noexcept { inputs_.place(position, left, latency_); }

    /// The next turn; `told` says whether to report what hands did. Audio thread.
    void process(Rides::Told told = Rides::Told::no) noexcept;
    void ask(const FaderMove& move) noexcept { rides_.ask(move); } ///< audio thread

    /// Quanta in which a node was silenced since this one plays, seen about forty times a second. Any thread.
    int64_t faultyQuanta() const noexcept { return faultyQuanta_.load(); }

    /// Up to which frame of the song all outputs are there, and from which on they are its own. Audio thread.
    int64_t ready() const noexcept { return engine_.frame() - latency_; }
    int64_t freshFrom() const noexcept { return freshFrom_; }

    /// Frames of the song, at most a turn, of one of channels(). Audio thread.
    void read(int channel, int64_t song, float* to, int frames) const noexcept;

    /// Whether those who come too early for a file wait; else they hear silence. Any thread.
    void patience(ReadAhead::Patience patience) noexcept { readAhead_.patience(patience); }
    int64_t lateReads() const noexcept { return readAhead_.late(); } ///< any thread

    int channels() const { return int(channels_.size()); }
    int latency() const { return latency_; } ///< frames that the engine is ahead of what is played
    int turn() const { return engine_.turn(); }
    Cut part() const { return part_; }
    const Plan& plan() const { return engine_.plan(); }
    const Engine& engine() const { return engine_; } ///< for those who look at it once it has stopped
    int keptNodes() const { return handover_ ? handover_->kept() : 0; }

    LiveMix* nextRetired = nullptr; // in a list of those that are done

  private:
    struct Channel {
        int output, channel, latency;
    };
    static Engine makeEngine(std::shared_ptr<const Plan> plan, ReadAhead& readAhead, const InputTap& inputs,
                             const Engine::Options& options);
    void keep() noexcept;

    ReadAhead readAhead_;
    InputTap inputs_;
    Rides rides_;
    Engine engine_;
    Cut part_;
    std::vector<Channel> channels_;
    int latency_ = 0; // the greatest of the outputs
    std::vector<SoundRing> rings_;
    std::vector<int> metered_;                    // outputs
    std::unique_ptr<std::atomic<float>[]> peaks_; // by channel of those
    const LiveMix* before_ = nullptr;
    std::optional<Handover> handover_;
    int64_t freshFrom_ = -1;
    std::atomic<int64_t> faultyQuanta_ = 0;
};

}
