// The end of the mix: no peak above the ceiling.
// SPDX-License-Identifier: MIT
#include "framework/assist/stages.h"

namespace stemwright {

void suggestMaster(const Stems&, Suggestion& suggestion) {
    SuggestedEntry limiter(Stage::master, "limiter");
    limiter.settings = {{"ceiling", "-1 dBTP"}};
    limiter.why = {"keeps converters and codecs from clipping", 0.9};
    suggestion.master.chain.push_back(std::move(limiter));
}

}
