// Settles what merging had to leave open once nothing lies below any more.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/document/chain_edit.h"

namespace stemwright {

/// Takes away what `null` removed, turns chains into lists and steps into values, and warns of overrides
/// whose target is gone. In a document of one file a `null` that removes nothing stays, for its reader to
/// complain about.
void settle(Datum& document, const Remarks& remarks);

}
