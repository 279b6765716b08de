// Writes the console as a mix document.
// SPDX-License-Identifier: MIT
#pragma once
#include <string>

namespace stemwright::bench {

enum class Mix {
    plain,
    strips,    ///< nothing but the strips and their sum: no sends, no chain of the master
    automated, ///< every number of every strip moves all the time
    saturated, ///< a saturator in every strip
    thin,      ///< no compressor in any strip
    unread,    ///< as in `plain`, but an impulse in place of every file
    bare,      ///< one impulse, and neither strips nor a room nor a chain of the master
    varied     ///< half of the strips as in `saturated`, a quarter as in `plain`, a quarter as in `thin`
};

/// Of `tracks` tracks, whose files lie in `folder`.
std::string document(Mix mix, int tracks, const std::string& folder);

}
