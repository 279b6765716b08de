// Makes the sound files that the console plays.
// SPDX-License-Identifier: MIT
#pragma once
#include <string>

namespace stemwright::bench {

/// The name of a track's file within its folder.
std::string fileOf(int track);

/// Writes those of the first `tracks` files that are not there in full: mono, 16 bits, the same on each call.
/// Throws std::runtime_error where a file cannot be written.
void writeTracks(const std::string& folder, int tracks);

}
