// What the reader of documents promises for whatever it is given.
// SPDX-License-Identifier: MIT
#pragma once
#include <string>
#include <string_view>

namespace stemwright::fuzz {

struct Outcome {
    std::string broken;    ///< the promise that was, and what shows it; "" where all were kept
    bool accepted = false; ///< whether it is a good document
};

/// Reads `input` as a document (files.h) the whole way to a plan, and looks for these promises:
/// - nothing but Error is thrown; each problem has a cause on one line of printable text, and lies in a file;
/// - what expand() writes is accepted, expands to itself, and makes the same plan;
/// - what flattened() writes is accepted, is flat already, and expands as the document does.
/// Crashes, hangs and leaks are for whoever calls it to see.
Outcome outcome(std::string_view input);

}
