// Where all who control a mix that plays meet: servers on one side, who plays it on the other.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/control/capture.h"
#include "framework/control/live_control.h"
#include "framework/engine/playout.h"
#include <deque>
#include <mutex>
#include <optional>

namespace stemwright {

/// What servers see of a mix that plays. A lock keeps threads apart; the audio thread is reached through
/// queues only.
class LiveDesk : public LiveControl {
  public:
    /// The playout outlives it. Control thread.
    explicit LiveDesk(Playout& playout);

    std::shared_ptr<const Parameters> parameters() const override;
    Outcome move(const std::string& address, double value) override;
    Outcome release(const std::string& address) override;
    Outcome learn(const std::string& target) override;
    Transport transport() const override;
    Timeline timeline() const override;
    void play() override;
    void stop() override;
    Outcome locate(double seconds) override;
    void repeat(Transport::AtEnd atEnd) override;
    Status status() const override;
    std::string document() const override;
    std::vector<Event> eventsSince(uint64_t number) const override;

    /// Another mix, or another edition of it, plays from now on: its faders, its plan and the text of its
    /// file. Control thread, as all that follows.
    void show(std::shared_ptr<const std::vector<Fader>> faders, FaderNumbers& numbers, const Plan& plan,
              std::string text);
    void show(Status status); ///< the peaks since the last one; some fifty times a second
    void tell(const std::string& kind, const std::string& text);

    /// Takes note of what hands did; everything is captured.
    void take(Queue<FaderReport>& reports);
    const Capture& capture() const { return capture_; }

    /// Where somebody wants to go, in frames of the song; once.
    std::optional<int64_t> wantedPlace();

    /// What somebody wants to bind to a MIDI control; once.
    std::optional<std::string> wantedLearning();

  private:
    const Fader* find(const std::string& address) const;
    double valueNow(const Fader& fader, Parameter::Source& source) const;
    Outcome ask(const FaderMove& move);
    void tellLocked(const std::string& kind, const std::string& text);

    Playout& playout_;
    mutable std::mutex mutex_;
    std::shared_ptr<const std::vector<Fader>> faders_;
    FaderNumbers* numbers_ = nullptr;
    std::map<int, double> held_; // by number: where hands moved it
    std::map<int, std::string> addresses_;
    Timeline timeline_;
    double length_ = 0; // frames
    std::string text_;
    Status status_;
    std::deque<std::vector<Meter>> recent_; // of the last tenth of a second
    std::deque<Event> events_;
    uint64_t lastEvent_ = 0;
    std::optional<int64_t> wanted_;
    std::optional<std::string> wantedLearning_;
    Capture capture_;
};

}
