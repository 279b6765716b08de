// What libsndfile's number of a format tells.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/audio/sample_coding.h"
#include <optional>
#include <string>

namespace stemwright {

/// Such as "wav int24".
std::string soundFormatText(int format);

/// Whether a seek gives what reading would have given.
bool seeksExactly(int format);

/// How samples stand in a file that holds them one by one, in bytes of this `order`; nothing for those that
/// pack them.
std::optional<SampleCoding> plainCoding(int format, std::endian order);

}
