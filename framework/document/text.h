// What a text must be before it is read as a document: of bounded size, UTF-8, free of control characters.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/error/error.h"
#include <optional>
#include <string>
#include <string_view>

namespace stemwright {

/// Longest text that is read, in bytes.
constexpr size_t longestText = 64 << 20;

/// The first thing in `text` that keeps it from being read, if any.
std::optional<Problem> unreadable(std::string_view text, const std::string& fileName);

/// Whether all of `text` is well-formed.
bool isUtf8(std::string_view text);

/// Characters that begin in `text`.
int characters(std::string_view text);

/// Characters before byte `offset` in the line that holds it, which is what an editor's column counts from.
int charactersBefore(std::string_view text, size_t offset);

}
