// The words that a document may use, and what is said about others.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/node/datum.h"
#include <optional>

namespace stemwright {

/// Adds a problem for each key of `map` that is not in `known`: `a track has no "gian"; did you mean
/// "gain"?`. Words of the language that this version does not have are told apart from mistakes.
void checkWords(const Datum& map, const std::string& owner, const std::vector<std::string>& known,
                std::vector<Problem>& problems);

/// Whether `written` is a map; nothing counts as an empty one. Else a problem is added: `tracks is a list`.
enum class Shown { map, other };
Shown expectMap(const Datum& written, const std::string& what, const std::string& cure,
                std::vector<Problem>& problems);

/// `null` removes what a lower layer says; where there is none, that is a problem.
void nothingToRemove(const std::string& what, const Place& place, const std::string& cure,
                     std::vector<Problem>& problems);

/// "no" is 0 and "yes" is 1, also written as false and true, off and on; nothing after adding a problem.
std::optional<int> readAnswer(const Datum& written, const std::string& word, std::vector<Problem>& problems);

/// What is wrong with a name of a strip, a node, an entry or an output; "" where it is good.
enum class Dots { allowed, forbidden };
std::string mistakeInName(const std::string& name, Dots dots);

}
