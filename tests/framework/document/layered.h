// Documents of several layers that exist only in a test.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/document/mix.h"
#include "tests/framework/document/layer_text.h"
#include <gmock/gmock.h>
#include <map>
#include <sstream>

namespace stemwright::test {

using Files = std::map<std::string, std::string>; // path -> text

/// Reads "mix.yaml" of `files`, which are all there is.
inline Document documentOf(const Files& files) {
    return loadDocument("mix.yaml", [&](const std::string& path, std::vector<Problem>& problems) {
        auto file = files.find(path);
        if (file == files.end()) {
            problems.push_back({{path}, "there is no such file", "check the name"});
            return std::optional<std::string>{};
        }
        return std::optional<std::string>{file->second};
    });
}

/// Bodies of layers, lowest first: the lower ones are 1.yaml, 2.yaml, ..., the last one is mix.yaml. Bodies
/// start at line 2, that of mix.yaml at line 3.
inline Document layered(const std::vector<std::string>& bodies) {
    Files files;
    std::string names;
    for (size_t i = 1; i < bodies.size(); ++i) {
        std::string name = std::to_string(i) + ".yaml";
        files[name] = "stemwright: 1\n" + bodies[i - 1];
        names += (i > 1 ? ", " : "") + name;
    }
    files["mix.yaml"] = "stemwright: 1\nextends: [" + names + "]\n" + bodies.back();
    return documentOf(files);
}

inline std::string texts(const std::vector<Problem>& problems) {
    std::string all;
    for (const Problem& problem : problems) all += problem.text() + "\n";
    return all;
}

/// What the document says at "tracks.vox.gain"; "nothing" where it says nothing.
inline std::string said(const Document& document, const std::string& address) {
    EXPECT_EQ(texts(document.problems), "");
    Address keys;
    std::istringstream words(address);
    for (std::string word; std::getline(words, word, '.');) keys.push_back(word);
    const Datum* found = said(document.whole, keys);
    return found ? meaning(*found, Part::atom) : "nothing";
}

/// The same for layers without warnings.
inline std::string said(const std::vector<std::string>& bodies, const std::string& address) {
    Document document = layered(bodies);
    EXPECT_EQ(texts(document.warnings), "");
    return said(document, address);
}

}
