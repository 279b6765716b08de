// How a signal of one number of channels enters an input of another.
// SPDX-License-Identifier: MIT
#pragma once
#include <vector>

namespace stemwright {

/// One term of a mix: `output channel += factor * input channel`.
struct MixTerm {
    int to, from;
    float factor;
};

/// Up- and down-mixing between 1 (mono), 2 (stereo), 4 (quad: L R SL SR) and 6 channels (5.1: L R C LFE SL
/// SR) by the speaker rules of the Web Audio API (W3C Recommendation 2021, section 4.4); other numbers of
/// channels are copied one to one, what is missing stays silent.
std::vector<MixTerm> mixTerms(int from, int to);

}
