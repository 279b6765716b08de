// The word that opens a server to other machines.
// SPDX-License-Identifier: MIT
#pragma once
#include <string_view>

namespace stemwright {

/// Whether `given` is the token. Takes as long for a wrong one as for the right one, so that nobody can guess
/// it letter by letter. An empty token is nobody's.
inline bool isToken(std::string_view given, std::string_view token) {
    if (token.empty()) return false;
    unsigned different = given.size() != token.size();
    for (size_t i = 0; i < given.size(); ++i)
        different |= unsigned(static_cast<unsigned char>(given[i] ^ token[i % token.size()]));
    return different == 0;
}

}
