// What a mix that plays lets others see and change: the one door for OSC, MIDI, HTTP and the terminal.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/audio/quantity.h"
#include "framework/node/value.h"
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace stemwright {

/// Implemented by who plays; servers are given one. Any thread but the audio thread; nothing in it waits for
/// the audio thread or the disk.
class LiveControl {
  public:
    virtual ~LiveControl() = default;

    /// A number that can be moved while the mix plays.
    struct Parameter {
        std::string address; ///< as in documents: "vox.gain", "vox.eq.mud.freq", "vox.sends.plate"
        std::string help;
        Range range; ///< limits, unit, scale, and what it is where nobody says anything
        /// Who says its value: the document as one value or as automation, or somebody at a control.
        enum class Source { text, automation, hand } source = Source::text;
        double value = 0; ///< now, in the range's unit; -inf is silence in dB
    };
    using Parameters = std::vector<Parameter>;
    /// All of them, sorted by address, as they are now.
    virtual std::shared_ptr<const Parameters> parameters() const = 0;

    /// Moves a number there within some 20 ms, as far as its range allows, and keeps it there; the mix gives
    /// way, also where it is automated. NaN is refused.
    enum class Outcome { done, limited, unknown, refused };
    virtual Outcome move(const std::string& address, double value) = 0;
    /// Gives a number back to the document.
    virtual Outcome release(const std::string& address) = 0;

    /// Has what is moved next on a MIDI device bound to a number, or to "play" or "stop", in the text of the
    /// mix.
    virtual Outcome learn(const std::string& target) = 0;

    struct Transport {
        enum class State { playing, stopped, finished } state = State::playing;
        enum class AtEnd { stop, repeat } atEnd = AtEnd::stop;
        double position = 0, length = 0; ///< seconds of the song; infinite where it never ends
        int bar = 1;                     ///< where the position lies, counted from 1
        double beat = 1;                 ///< likewise
        double rate = 48000;             ///< Hz
    };
    virtual Transport transport() const = 0;
    /// What times in bars, beats and notes mean.
    virtual Timeline timeline() const = 0;
    virtual void play() = 0;
    virtual void stop() = 0;
    virtual Outcome locate(double seconds) = 0; ///< limited where the song has no such place
    virtual void repeat(Transport::AtEnd atEnd) = 0;

    /// Peaks over the last tenth of a second or so; looking at them changes nothing.
    struct Meter {
        std::string name;         ///< of an output, or of a strip: "buses.drums", "tracks.vox"
        std::vector<float> peaks; ///< by channel, amplitudes
    };
    struct Status {
        std::vector<Meter> meters;
        double load = 0, worst = 0; ///< time taken as a part of the time that a block lasts
        int64_t xruns = 0, lateReads = 0;
        int64_t lateBlocks = 0; ///< of neural models
    };
    virtual Status status() const = 0;

    /// The text of the mix's own file.
    virtual std::string document() const = 0;

    /// What happened, such as an edit that was taken over or refused, and what was wrong.
    struct Event {
        uint64_t number;  ///< counted from 1
        std::string kind; ///< one word: "edit", "refused", "warning", "device", "transport", "control"
        std::string text;
    };
    /// Those after `number`, in their order; the last few hundred are kept.
    virtual std::vector<Event> eventsSince(uint64_t number) const = 0;
};

}
