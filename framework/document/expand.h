// Writes a mix as the plain graph that it stands for.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/document/mix.h"

namespace stemwright {

/// The document in graph form: nodes, wires and outputs that read back to the same graph, with every value
/// exactly as it is. Files are named as they are found from the folder of the mix, so write it there.
std::string expand(const Mix& mix);

/// The same for a document that will lie in `folder`.
std::string expand(const Mix& mix, const std::string& folder);

}
