// Tells where the values of a mix come from.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/document/layers.h"
#include "framework/graph/graph.h"

namespace stemwright {

/// What one layer says about an address.
struct Statement {
    Place place, keyPlace; ///< of the value and of the word or name before it
    std::string from;      ///< "" for a layer, else the template: "voice"
    std::string written;   ///< as a document says it, without reasons; "null" where the layer removes it
    std::string because, confidence; ///< as written; "" where not given
};

struct Explanation {
    std::string address;
    std::string value;                 ///< what holds, as it would be written; "" where it was removed
    std::vector<Statement> statements; ///< the one that rules first, then those below
};

/// Explains everything at and under `address` (`vox`, `vox.duck`, `vox.duck.ratio`, `a -> b`), or everything
/// for "", in the order of the document. Empty where no layer says anything about it.
std::vector<Explanation> explain(const Document& document, const std::string& address);

/// The parameter of the graph that an address of a document means: `vox.duck.ratio`, and `vox.gain`, which is
/// the number of a node of that name. nullptr where there is none.
const Parameter* parameterAt(const Graph& graph, const std::string& address);

/// All addresses that a layer says something about, for suggestions.
std::vector<std::string> explainedAddresses(const Document& document);

}
