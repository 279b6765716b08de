// Edits of what a document says in short.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/document/rewrite.h"

namespace stemwright {

/// The same edit where its path leads through a short form, such as `plate: -14 dB` on the way to
/// sends, plate, tap: the form is written out, `plate: {level: -14 dB, tap: pre}`.
Edit throughShortForms(Edit edit, const Datum& file);

}
