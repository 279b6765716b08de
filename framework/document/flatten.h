// Writes a document in layers as one plain document.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/document/mix.h"

namespace stemwright {

/// What flattened() writes, as values that know their places: every edge stands there once, and files are
/// named as seen from `folder`. `graph` is the one that the document makes.
Datum flatDocument(const Document& document, const Graph& graph, const std::string& folder);

/// All layers, templates and fragments of `document` in one text that loads to the same graph; reasons stay,
/// comments do not. Files are named as seen from `folder`, where the text will lie. Throws the Error of a
/// document that does not load.
std::string flattened(const Document& document, const std::string& folder);

/// The same for a text that will lie where the document's top file lies.
std::string flattened(const Document& document);

}
