// The places of a mix that can be listened to by themselves.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/document/difference.h"

namespace stemwright {

/// The end of a strip, or an output.
struct StripEnd {
    std::string name;
    enum class Kind { track, bus, master, output } kind;
    std::string heard; ///< the output of the graph that is heard there, once listenTo() was called
    std::string strip; ///< of an output: the strip whose end it is, or ""

    bool
    isLike(const StripEnd& other) const; ///< whether the two can be compared: strips, or outputs, of a name
};
std::string_view wordOf(StripEnd::Kind kind);

/// Every strip of `version`, in the order of its document, and its outputs.
std::vector<StripEnd> endsOf(const Version& version);

/// Takes out outputs that are the end of the same strip in either version: that one is listened to already.
void leaveOutTwins(std::vector<StripEnd>& before, std::vector<StripEnd>& after);

/// Lets every end be an output of `graph`, which is that of its version. Before addGains(), so that what
/// leaves a strip is heard with the gain of a loudness target.
void listenTo(const std::vector<StripEnd>& ends, Graph& graph);

}
