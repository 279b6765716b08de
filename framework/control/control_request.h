// What a client asks for in JSON: numbers moved and released, the transport changed.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/control/control_json.h"

namespace stemwright {

/// Thrown where a request can be read, but there is no such thing, or the mix does not do it.
class ControlRefusal : public Error {
  public:
    enum class Reason { unknown, refused } reason;
    ControlRefusal(Reason why, const std::string& where, std::string what, std::string cure)
        : Error(Place{where}, std::move(what), std::move(cure)), reason(why) {}
};

/// The parameter of this address; throws a ControlRefusal with a suggestion where there is none.
const LiveControl::Parameter& parameterAt(const LiveControl::Parameters& parameters,
                                          const std::string& address);

/// A number and where it shall go, in its unit, as far as its range allows.
struct ControlMove {
    std::string address;
    double value;
    enum class Extent { whole, limited } extent; ///< whether that is all that was asked for
};

/// Moves numbers as `{"vox.gain": -3, "vox.eq.mud.freq": "300 Hz"}` says: all of them, or where one is wrong
/// none, which it throws an Error for.
std::vector<ControlMove> moveNumbers(LiveControl& control, const ReadJson& wanted);

/// Gives numbers back to the document, as `["vox.gain"]` says: all of them, or where one is wrong none, which
/// it throws an Error for.
void releaseNumbers(LiveControl& control, const ReadJson& addresses);

/// Does what `{"state": "playing", "position": 32.5, "atEnd": "repeat"}` says, or parts of it: all, or where
/// something is wrong nothing, which it throws an Error for. Says how far the position could be had.
ControlMove::Extent changeTransport(LiveControl& control, const ReadJson& wanted);

/// The words that an object of a request may have; throws an Error where it is none or has others.
void expectWords(const ReadJson& object, const std::string& where, const std::vector<std::string>& words);

}
