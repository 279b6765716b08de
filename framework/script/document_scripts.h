// Runs the scripts that documents name.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/document/document_script.h"

namespace stemwright {

/// Runs the script of a document: one that cannot render, reach the system or other files than sounds, and
/// ends after some 30 million instructions. What is wrong is added to its problems, at its line, and where
/// the document names it.
void runDocumentScript(const DocumentScript& script);

}
