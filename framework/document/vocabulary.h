// Every word of the language, with its help: what the reader accepts and what the schema offers.
// SPDX-License-Identifier: MIT
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace stemwright {

/// Maps of a document that have words of their own.
enum class Owner {
    mix,
    session,
    track,
    bus,
    master,
    pattern, ///< an entry of `templates`
    group,
    entry, ///< of a chain, beside its type
    edit,  ///< of an entry of a chain below
    send,
    output,
    value, ///< `{is: ...}`
    automation,
    limits, ///< of an assertion
};

struct Word {
    std::string_view name, help;
};

/// The words of a map, in the order in which they are explained.
const std::vector<Word>& vocabulary(Owner owner);
std::vector<std::string> wordsOf(Owner owner);
bool isWord(Owner owner, std::string_view name);

}
