// Address patterns of Open Sound Control 1.0.
// SPDX-License-Identifier: MIT
#pragma once
#include <string>
#include <string_view>

namespace stemwright {

/// "/vox/gain" for "vox.gain": the address of a document in OSC.
std::string oscAddress(std::string_view name);

/// "vox.gain" for "/vox/gain".
std::string nameOfOsc(std::string_view address);

/// Whether `address` may mean several: whether it has any of ? * [ ] { }.
bool isOscPattern(std::string_view address);

/// Whether `pattern` means `address`. Between two slashes ? stands for any character, * for any number of
/// them, [a-z] for one of these, [!a-z] for one that is none of these, {gain,pan} for one of these words. A
/// bracket that is not closed means nothing. Takes time in proportion to the product of both lengths at most.
bool matchesOsc(std::string_view pattern, std::string_view address);

}
