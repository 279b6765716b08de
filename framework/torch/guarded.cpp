// Finds what matters in the long texts that LibTorch throws.
// SPDX-License-Identifier: MIT
#include "framework/torch/guarded.h"
#include <sstream>

namespace stemwright {

// Of a trace through a model the last line that names an error tells the cause, else the first line does.
std::string withoutTrace(const std::string& said) {
    std::istringstream lines(said);
    std::string first, named;
    for (std::string line; std::getline(lines, line);) {
        if (line.starts_with("Exception raised from")) break; // LibTorch's own trace
        if (first.empty()) first = line;
        size_t colon = line.find(": ");
        if (colon != std::string::npos && line.find_first_of(" \t") > colon) {
            std::string before = line.substr(0, colon);
            if (before.ends_with("Error") || before.ends_with("Exception"))
                named = line.size() > colon + 2 ? line.substr(colon + 2) : before;
        }
    }
    std::string text = named.empty() ? first : named;
    if (text.starts_with("[enforce fail at ")) // the place is one in LibTorch
        if (size_t end = text.find("] "); end != std::string::npos) text = text.substr(end + 2);
    for (char& c : text)
        if (static_cast<unsigned char>(c) < ' ') c = ' ';
    if (text.size() > 300) text = text.substr(0, 297) + "...";
    return text.empty() ? "it says nothing" : text;
}

}
