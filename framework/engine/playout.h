// What a device calls: plays a mix in blocks of any size, and goes over to an edited one without a click.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/engine/live_mix.h"
#include "framework/engine/pace.h"
#include <array>

namespace stemwright {

/// One audio thread plays; one control thread hands mixes in, takes old ones back, and looks.
class Playout {
  public:
    enum class AtEnd { stop, repeat };
    /// `first` is started; all later mixes have as many channels. Control thread.
    Playout(std::unique_ptr<LiveMix> first, AtEnd atEnd);
    ~Playout(); ///< once nobody plays any more

    /// The next frames of every channel; `device` is how many there are, those beyond the mix are silent.
    /// Audio thread; no lock, no allocation, no system call.
    void play(float* const* out, int device, int frames) noexcept;

    /// A mix that follows current(): it takes over as soon as it is seen, and is faded in over 20 ms. Only
    /// while settled(). Where another one plays meanwhile it comes back from retired() as it is. Control
    /// thread.
    void change(std::unique_ptr<LiveMix> mix);
    const LiveMix& current() const noexcept { return *current_.load(); } ///< control thread
    bool settled() const noexcept { return !incoming_.load() && !fading_.load(); }

    /// The mix that is played from its start on when this one is over; returns one that was not needed.
    /// Control thread.
    std::unique_ptr<LiveMix> repeatWith(std::unique_ptr<LiveMix> mix);
    bool wantsRepeat() const noexcept { return atEnd_.load() == AtEnd::repeat && !repeat_.load(); }

    /// Hands: asks both the mix that plays and the one that is faded in. Full where the audio thread does not
    /// take what there is. One thread at a time.
    Queue<FaderMove>::Outcome ask(const FaderMove& move) { return moves_.put(move); }

    /// Time stands still, or goes on; the sound is let out and in again within 20 ms. Any thread.
    enum class Motion { playing, stopped };
    void move(Motion motion) noexcept { motion_ = motion; }
    Motion motion() const noexcept { return motion_.load(); }

    /// A mix that was started: it is played from its part on as soon as the sound of the one before has been
    /// let out. Returns one that was not played yet. Control thread.
    std::unique_ptr<LiveMix> jumpTo(std::unique_ptr<LiveMix> mix);
    void atEnd(AtEnd atEnd) noexcept { atEnd_ = atEnd; } ///< any thread
    AtEnd atEnd() const noexcept { return atEnd_.load(); }

    /// Those that are done, once no change waits. Control thread.
    std::vector<std::unique_ptr<LiveMix>> retired();

    enum class State { playing, waiting, finished }; ///< waiting: for the mix to repeat with
    struct Status {
        State state;
        int64_t position;         ///< of the song, in frames
        std::vector<float> peaks; ///< by channel, since the last look; amplitudes
        /// Time taken as part of the time a block lasts: smoothed, what 999 of 1000 blocks did not exceed,
        /// and of the worst one.
        double load, thousandth, worst;
        int64_t lateReads;    ///< sound of files that was not there in time
        int64_t faultyQuanta; ///< in which a node of the current mix was silenced
    };
    Status look() noexcept;                                        ///< control thread
    int64_t position() const noexcept { return position_.load(); } ///< of the song; any thread
    int64_t played() const noexcept { return played_.load(); }     ///< frames in all; any thread
    bool isFinished() const noexcept { return state_.load() == State::finished; } ///< any thread

  private:
    void playPiece(float* const* out, int frames) noexcept;
    void takeIncoming() noexcept;
    void fadeIn(float* const* out, int frames) noexcept;
    bool turnRound() noexcept;
    void makeJump() noexcept;
    void begin(LiveMix* mix) noexcept;
    void takeMoves() noexcept;
    void brake(float* const* out, int frames) noexcept;
    void retire(LiveMix* mix) noexcept;
    void makeCurrent(LiveMix* mix) noexcept;
    void measure(float* const* out, int frames, double seconds) noexcept;

    double rate_;
    std::atomic<AtEnd> atEnd_;
    int channels_, fadeFrames_;
    std::atomic<LiveMix*> current_;
    LiveMix* next_ = nullptr;   // has taken over and is faded in
    int faded_ = 0;             // frames of the fade that were played
    int left_ = 0;              // of the device's block
    std::vector<float*> piece_; // by channel: where it goes
    std::vector<float> other_;  // the same of the next one
    Pace pace_;
    int braked_ = 0; // frames of the way from playing to standing still
    Queue<FaderMove> moves_{4096};
    std::atomic<Motion> motion_ = Motion::playing;
    std::atomic<LiveMix*> incoming_ = nullptr, repeat_ = nullptr, jump_ = nullptr, retired_ = nullptr;
    std::atomic<bool> fading_ = false;
    std::atomic<State> state_ = State::playing;
    std::atomic<int64_t> position_, played_ = 0, lateReads_ = 0;
    std::vector<std::atomic<float>> peaks_;
    std::atomic<double> load_ = 0, worst_ = 0;
    std::array<std::atomic<int64_t>, 512> blocks_{}; // by their time in hundredths
};

}
