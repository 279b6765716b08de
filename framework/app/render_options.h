// What `stemwright render` is told on the command line.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/document/mix.h"
#include "framework/engine/render.h"
#include <optional>

namespace stemwright {

struct RenderOptions {
    std::string mix, target, format, depth = "24", rate, from, to, length, stats, isa, cache, inputs;
    std::vector<std::string> only, without; ///< tracks
    std::optional<Document> document;       ///< what `mix` holds, where that is not to be read
    bool noDither = false, profile = false, quiet = false, noCache = false;
    int threads = 1, lanes = 0;

    /// Turns long enough that handing work over costs nothing beside the work.
    Arrangement arrangement() const { return {lanes, threads, 16}; }

    bool whole() const { return from.empty() && to.empty() && only.empty() && without.empty(); }
};

/// The mix that is to be rendered, of these tracks. Throws an Error where it is wrong.
Mix mixOf(const RenderOptions& options, const Selection& selection);

/// Lets mixes be computed with the instruction set that is asked for, if one is. Throws a UsageError.
void chooseInstructions(const RenderOptions& options);

/// The rate of the files in Hz: the session's, unless another one is asked for. Throws a UsageError.
double fileRate(const RenderOptions& options, const Timeline& timeline);

/// A time in the song that an option says, such as "17|1", in frames. Throws a UsageError.
double songFrames(const std::string& option, const std::string& text, const Timeline& timeline);

/// The part of the song that is asked for, in frames of the session. Throws an Error where the song has no
/// end or no length, and a UsageError where the part is none.
Cut chosenCut(const RenderOptions& options, const Plan& plan);

}
