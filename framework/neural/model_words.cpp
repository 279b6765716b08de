// Reads them from the document.
// SPDX-License-Identifier: MIT
#include "framework/neural/model_words.h"
#include "framework/node/node.h"
#include <cmath>

namespace stemwright {

ModelWord::ModelWord(Scope* scope, std::string name_, std::string help_, std::string initial)
    : Parameter(scope, std::move(name_), std::move(help_)), initial_(std::move(initial)), word_(initial_) {
    const Datum* d = written(scope);
    if (!d) return;
    if (d->isScalar())
        word_ = d->scalar;
    else
        scope->node().problem(d->place, name + " is " + std::string(d->kindName()), "write one word");
}

ModelTruths::ModelTruths(Node* node, const Datum& arguments)
    : Scope(node, "", &numbers_), numbers_(arguments) {
    for (auto& [key, value] : numbers_.entries)
        if (value.isScalar() && (value.scalar == "true" || value.scalar == "false"))
            value.scalar = value.scalar == "true" ? "1" : "0";
}

ModelLatency::ModelLatency(Scope* scope, std::string name_, std::string help_)
    : Parameter(scope, std::move(name_), std::move(help_)) {
    const Datum* d = written(scope);
    if (!d) return;
    given_ = true;
    if (d->isScalar() && (d->scalar == declared || d->scalar == measured)) {
        word_ = d->scalar;
        return;
    }
    const Construction& c = scope->node().construction();
    if (d->isScalar() && !d->scalar.empty() && std::isalpha(static_cast<unsigned char>(d->scalar[0]))) {
        scope->node().problem(d->place, name + " is \"" + d->scalar + "\"", "write one of " + range());
        return;
    }
    frames_ = int(std::lround(parseValue(*d, name, {0, 0, most}, c.timeline, c.problems).constant));
    word_ = std::to_string(*frames_);
}

}
