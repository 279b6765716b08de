// Prints every word that a document may use, as a dictionary for a fuzzer.
// SPDX-License-Identifier: MIT
#include "framework/document/vocabulary.h"
#include "framework/node/registry.h"
#include <cstdio>
#include <set>

using namespace stemwright;

int main() {
    std::set<std::string> words{"--- FILE ",       "null", "none", "yes",    "no",
                                "points: [[0 s, ", "1|1",  "1/8t", "-inf dB"};
    for (int owner = 0; owner <= int(Owner::limits); ++owner)
        for (const std::string& word : wordsOf(Owner(owner))) words.insert(word);
    for (int unit = 0; unit <= int(Unit::octaves); ++unit) words.emplace(symbol(Unit(unit)));
    for (const Type* type : Registry::instance().types()) {
        words.insert(type->name);
        std::unique_ptr<Node> node = type->describe();
        for (const Parameter* parameter : node->parameters()) {
            words.insert(parameter->name.substr(parameter->name.rfind('.') + 1)); // npos + 1 is 0
            if (auto* choice = dynamic_cast<const Choice*>(parameter))
                words.insert(choice->words.begin(), choice->words.end());
        }
        for (const RecordsBase* records : node->records()) words.insert(records->name);
        for (const AudioIn* port : node->inputs()) words.insert(port->name);
        for (const AudioOut* port : node->outputs()) words.insert(port->name);
        for (const ControlOut* port : node->controls()) words.insert(port->name);
    }
    words.erase("");
    for (const std::string& word : words) std::printf("\"%s\"\n", word.c_str());
}
