// A document is what stands at the root: mostly a map, in lines of its own.
// SPDX-License-Identifier: MIT
#include "framework/document/write.h"
#include "framework/document/value_text.h"

namespace stemwright {

std::string written(const Datum& document) {
    bool lines = !document.entries.empty() || !document.list.empty();
    return (lines ? blockText(document, {}, {}) : flowText(document)) + "\n";
}

}
