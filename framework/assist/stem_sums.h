// The two mixes that ask for no engineer.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/assist/stereo_sound.h"

namespace stemwright {

/// Sums of stems, of the length of the longest one. A mix that is worth something is nearer to the author's
/// than either.
struct StemSums {
    StereoSound dry; ///< every stem as it is
    StereoSound
        equalLoudness; ///< every stem at -30 LUFS; silent ones, and those shorter than 0.4 s, are left out
};

/// Throws an Error where a file cannot be read as readStereo() reads it. Holds one stem at a time.
StemSums stemSums(const std::vector<std::string>& paths);

}
