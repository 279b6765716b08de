// Sound first, then the name.
// SPDX-License-Identifier: MIT
#include "framework/assist/role_evidence.h"
#include <algorithm>
#include <fmt/format.h>

namespace stemwright {

std::optional<RoleEvidence> roleOf(const TrackAnalysis& track) {
    const auto heard = mostProbable(track.roleProbabilities);
    auto shareOf = [&](TrackRole role) { return double(track.roleProbabilities[size_t(role)]); };
    if (heard && shareOf(*heard) >= 0.5)
        return RoleEvidence{*heard, {fmt::format("sounds like {}", wordOf(*heard)), shareOf(*heard)}};
    if (const auto named = roleInName(track.name))
        return RoleEvidence{*named,
                            {!heard ? "the name says so, there is no sound"
                             : *heard == *named
                                 ? "the name says so, and the sound more or less"
                                 : fmt::format("the name says so, the sound might be {}", wordOf(*heard)),
                             std::max(0.5, shareOf(*named))}};
    if (!heard) return {};
    return RoleEvidence{*heard, {fmt::format("sounds a little like {}", wordOf(*heard)), shareOf(*heard)}};
}

}
