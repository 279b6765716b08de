// What two versions of a mix sound like, strip by strip.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/app/loudness_gain.h"
#include "framework/app/strip_end.h"
#include "framework/audio/sound_difference.h"

namespace stemwright {

/// What part of the songs is listened to, as on the command line of a render.
struct ListeningOptions {
    std::string from, to, length;
    Drawing drawing = Drawing::onTerminal;
};

/// A strip or output that both versions have.
struct ComparedEnd {
    StripEnd end; ///< as it is afterwards
    SoundDifference difference;
};

/// One that only one of them has.
struct LoneEnd {
    StripEnd end;
    Measures measures;
};

struct SoundResult {
    double rate = 0;               ///< Hz
    double from = 0, to = 0;       ///< s
    std::array<double, 2> lengths; ///< s, of the whole mixes
    std::array<std::vector<FoundGain>, 2> gains;
    std::vector<ComparedEnd> common;
    std::vector<LoneEnd> removed, added;
    std::vector<Problem> faults;
};

/// Renders both versions side by side, with the gains of their loudness targets, every output's latency taken
/// off, and compares them; nothing where they have no sound. Where one is over, silence is compared with the
/// other. Throws an Error where a mix is wrong, a UsageError where the part is none, a FailedError where
/// somebody interrupted. The rates must be equal.
std::optional<SoundResult> listen(const Version& before, const Version& after,
                                  const ListeningOptions& options, const Interruption& interruption);

}
