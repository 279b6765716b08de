// Whether an MP3 file says how long it is.
// SPDX-License-Identifier: MIT
#pragma once
#include <string>

namespace stemwright {

/// Whether the first frame behind the tags tells how many follow it (Xing, Info or VBRI). Where it does not,
/// a length can only be estimated from the size of the file, or counted. False where the file cannot be read.
bool mp3SaysItsLength(const std::string& path);

}
