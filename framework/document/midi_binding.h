// A control of a MIDI device, and what it does.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/node/travel.h"
#include <initializer_list>
#include <map>
#include <optional>

namespace stemwright {

class Draft;

/// What a binding may say that it listens to; a binding that says one of them stands by itself.
inline constexpr std::initializer_list<const char*> midiSources = {"controller", "note", "bend", "nrpn",
                                                                   "rpn"};

/// A thing that one can move or press.
struct MidiControl {
    /// The last two are numbered parameters, which several controllers set together.
    enum class Kind { controller, note, bend, nonRegistered, registered } kind = Kind::controller;
    int number = 0;  ///< of a controller, 0 to 119, a note, 0 to 127, or a parameter, 0 to 16382
    int channel = 0; ///< 1 to 16; 0 is any
    /// `fine` controllers have 14 bits, the lower seven of them in the controller 32 above; `fine` parameters
    /// too, of any number.
    enum class Resolution { plain, fine } resolution = Resolution::plain;

    bool isParameter() const { return kind >= Kind::nonRegistered; }
    bool operator==(const MidiControl&) const = default;
};

/// `fader: {controller: 7, moves: vox.gain, from: -60 dB, to: 6 dB}`.
struct MidiBinding {
    std::string name;
    Place place;
    MidiControl control;

    enum class Action { move, toggle, play, stop, locate } action = Action::move;
    std::string address; ///< of the number that it moves or toggles
    Travel travel;       ///< move: from one end of the control to the other; toggle: `to` is what is pressed
    std::optional<double> back; ///< toggle: the other value; without one the number goes back to the document
    double seconds = 0;         ///< locate: the place in the song

    /// What a controller's values are: positions, or steps from where it is. Steps of `signs` have their
    /// direction in bit 6, those of `offset` count from 64, those of `twos` are two's complements.
    enum class Encoding { positions, signs, offset, twos } encoding = Encoding::positions;
    /// Whether a fader that stands elsewhere moves its number at once, or takes over where it passes it.
    enum class Pickup { jump, passing } pickup = Pickup::jump;
};

/// Reads a binding of something in `numbers`, which are those that can be moved, by address; what is wrong is
/// added to the draft's problems. Nothing where what it moves is bypassed.
std::optional<MidiBinding> readMidiBinding(Draft& draft, const std::map<std::string, Range>& numbers,
                                           const Datum::Key& name, const Datum& written);

}
