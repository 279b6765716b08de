// Takes out of a plan what was kept, so that only what changed, and what hears it, is computed.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/cache/content.h"
#include "framework/cache/kept_sums.h"
#include "framework/cache/store.h"
#include "framework/graph/plan.h"
#include <functional>

namespace stemwright {

/// A sound of a plan that is worth keeping: what a node gives, or what meets in one of its inputs.
struct Keepable {
    int vertex;
    int input = -1; ///< for a sum
    SoundHead head;
};

struct Reduction {
    std::shared_ptr<const Plan>
        plan;      ///< gives the same outputs, bit for bit; the whole one where nothing was found
    KeptSums sums; ///< for the engine of `plan`; likewise
    std::vector<Keepable> keepable; ///< by vertices of `plan`
    std::vector<ContentKey> missed; ///< signals that would be worth keeping if they were wanted again
    int found = 0;                  ///< sounds that are played and not computed
};

/// How a plan is made of a document that came with a sum; throws an Error where that fails.
using MixReader = std::function<std::shared_ptr<const Plan>(const std::string& document)>;

/// The first so many `frames` of the outputs are wanted. Outputs and the ends of buses are played where they
/// are found. A sum is found where most of its terms are the same: the others are given back, their opposites
/// computed from the document that was kept beside it, and the new ones added, which is exact.
///
/// `document` is what read() would make `whole` of. Nodes are shared between the two plans, so only the new
/// one may run. Control thread.
Reduction reduce(std::shared_ptr<const Plan> whole, const Content& content, int64_t frames,
                 const Store& store, const std::string& document, const MixReader& read);

}
