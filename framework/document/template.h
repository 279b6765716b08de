// Lays strips over the templates that they are like.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/document/chain_edit.h"

namespace stemwright {

/// Takes `templates` and every `like` out of a document whose layers are merged. What comes from a template
/// has a Place::layer below that of every file.
void applyTemplates(Datum& document, const Remarks& remarks);

/// Added to the layer of what comes from a template.
constexpr int belowAllLayers = -1000000;

}
