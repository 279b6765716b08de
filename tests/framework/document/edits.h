// Edits as tests write them.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/document/rewrite.h"

namespace stemwright::test {

inline Edit set(std::vector<std::string> path, Datum value) { return {std::move(path), std::move(value)}; }
inline Edit remove(std::vector<std::string> path) { return {std::move(path), {}}; }

}
