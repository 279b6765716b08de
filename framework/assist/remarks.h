// What an engineer should know about stems before mixing them.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/assist/session_analysis.h"

namespace stemwright {

/// One thing worth knowing.
struct Remark {
    enum class Weight {
        fault, ///< is better mended before anything else
        hint   ///< is good to know
    };
    Weight weight = Weight::hint;
    std::string about;          ///< one word: "clipping", "hum", "masking", ...
    std::vector<size_t> tracks; ///< places in the session; none: all of it
    std::string finding, cure;  ///< what is, with figures; what to do
};

/// Faults first, then by track.
std::vector<Remark> remarksOn(const SessionAnalysis& session);

const char* wordOf(StereoImage::Kind kind); ///< "mono", "dual mono", ...

}
