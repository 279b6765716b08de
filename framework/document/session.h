// What holds for a whole mix: rate, tempo, meter, length, layout, seed.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/node/value.h"
#include <cstdint>

namespace stemwright {

/// Channels of a mix or a bus: 1, 2 (left, right), 4 (left, right, and both behind) or 6 (left, right,
/// centre, LFE, and both behind).
enum class Layout { mono, stereo, quad, surround };
int channelsOf(Layout layout);
std::string_view wordOf(Layout layout); ///< as it is written, such as "5.1"

struct Session {
    Timeline timeline;
    double length = -1; ///< frames; negative where the sources decide
    Layout layout = Layout::stereo;
    uint64_t seed = 1;
    std::vector<std::string> tempos, meters; ///< changes as they are written, such as "[33|1, 100 bpm]"
};

/// Reads `session:`; tempo and meter before anything that may be written in bars. `written` may be null.
Session readSession(const Datum* written, std::vector<Problem>& problems);

/// A length such as `3:25` or `33|1` in whole frames; -1 after adding a problem.
double readLength(const Datum& written, const Timeline& timeline, std::vector<Problem>& problems);

/// The layout that is called so; anything else is a problem, and then `otherwise`.
Layout readLayout(const Datum& written, Layout otherwise, std::vector<Problem>& problems);

}
