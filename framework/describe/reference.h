// The nodes, described for people from what they declare.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/node/registry.h"

namespace stemwright {

/// The reference page in Markdown: families, and every node with its ports, parameters and an example.
std::string referencePage();

/// All nodes by family, a line each, for a terminal.
std::string nodeList();

/// Everything about one node, for a terminal.
std::string nodeHelp(const Type& type);

/// The families that have nodes, in the order of a signal's way: input first.
std::vector<std::string> families();

}
