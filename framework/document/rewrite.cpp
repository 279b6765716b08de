// Makes each edit twice, in the tree and in the text, and compares the two.
// SPDX-License-Identifier: MIT
#include "framework/document/rewrite.h"
#include "framework/document/spot.h"
#include "framework/document/yaml.h"

namespace stemwright {

static std::string changed(const std::string& text, const Datum& document, const Change& change,
                           Quotes quotes) {
    Extents extents = extentsOf(text, document);
    Splices splices(text, extents.comments);
    Spot spot(text, extents, splices, document, change);
    if (change.kind == Change::Kind::replace)
        replaceAt(spot, change.value, change.keys, quotes);
    else if (change.kind == Change::Kind::add)
        addAt(spot, change);
    else
        removeAt(spot, change.at.back());
    return splices.result();
}

namespace {

struct Read {
    std::string text;
    Datum document;
};

Read readWhole(std::string text, const std::string& fileName, std::vector<Problem>& problems) {
    Datum document = readYaml(text, fileName, problems);
    return {std::move(text), std::move(document)};
}

Read edited(const Read& before, const Edit& edit, const std::string& fileName) {
    Change change = changeFor(before.document, edit);
    Datum expected = before.document;
    apply(change, expected);
    for (Quotes quotes : {Quotes::asFound, Quotes::safe}) {
        std::vector<Problem> mistakes;
        Read after = readWhole(changed(before.text, before.document, change, quotes), fileName, mistakes);
        if (mistakes.empty() && sameValues(after.document, expected)) return after;
    }
    std::string shown;
    for (const std::string& key : edit.path) shown += (shown.empty() ? "" : ".") + key;
    throw Error({fileName},
                "\"" + shown + "\" cannot be written without changing something else, so nothing is changed",
                "write it by hand");
}

}

std::string rewritten(const std::string& text, const std::vector<Edit>& edits, const std::string& fileName) {
    std::vector<Problem> problems;
    Read read = readWhole(text, fileName, problems);
    if (!problems.empty()) throw Error(std::move(problems));
    for (const Edit& edit : edits) read = edited(read, edit, fileName);
    return read.text;
}

}
