// What `stemwright diff` found, for people and for programs.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/app/mix_listening.h"

namespace stemwright {

struct DiffResult {
    std::string before, after; ///< paths
    std::vector<Difference> changes;
    std::optional<SoundResult> sound; ///< nothing where it was not listened to
    std::string silence;              ///< why not, where nobody asked for that; else ""
};

/// Whether no parameter differs and, where it was listened to, no sample.
enum class Sameness { same, different };
Sameness samenessOf(const DiffResult& result);

/// What changed, the parameters first, then the strips that sound different.
std::string diffText(const DiffResult& result);
std::string changesText(const std::vector<Difference>& changes);
std::string soundText(const SoundResult& sound);

/// All of it as JSON; levels that are minus infinity and what cannot be told are null.
std::string diffJson(const DiffResult& result);

}
