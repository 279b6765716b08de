// What can be told to be wrong with a sound file before a sample of it is used.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/error/error.h"
#include <string>

namespace stemwright {

/// Throws where `path` is missing, a directory, unreadable or empty, or where the header of a WAV or AIFF
/// file promises more than the file holds (libsndfile takes what is there and says nothing).
void checkSoundFile(const std::string& path);

/// Throws where channels or rate (Hz) are outside what anyone mixes: 1 to 128, 1 kHz to 1 MHz.
void checkSoundShape(const std::string& path, int channels, double rate);

/// The error for a file that libsndfile refuses with `code` and `message`.
Error unreadableSound(const std::string& path, int code, const std::string& message);

Error truncatedSound(const std::string& path, const std::string& why);

}
