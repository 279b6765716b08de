// What the program knows of its language, the schema tells: every node, parameter and word, with its help.
// SPDX-License-Identifier: MIT
#include "framework/document/schema.h"
#include "framework/document/vocabulary.h"
#include "framework/node/registry.h"
#include <algorithm>
#include <gtest/gtest.h>
#include <map>
#include <nlohmann/json.hpp>

namespace stemwright::test {

namespace {

using Json = nlohmann::json;
using Path = std::vector<std::string>;

const Json& whole() {
    static const Json json = Json::parse(schema());
    return json;
}

// Everything that a value may be, one by one: references and alternatives followed.
void unfold(const Json& schema, std::vector<const Json*>& found) {
    if (auto reference = schema.find("$ref"); reference != schema.end())
        return unfold(whole().at(Json::json_pointer(reference->get<std::string>().substr(1))), found);
    found.push_back(&schema);
    if (schema.contains("anyOf"))
        for (const Json& alternative : schema["anyOf"]) unfold(alternative, found);
}

// What may stand under the keys of `path`; "[]" stands for an element of a list.
std::vector<const Json*> under(const Path& path) {
    std::vector<const Json*> here;
    unfold(whole(), here);
    for (const std::string& key : path) {
        std::vector<const Json*> inner;
        for (const Json* schema : here) {
            if (key == "[]") {
                if (schema->contains("items")) unfold((*schema)["items"], inner);
            } else if (schema->contains("properties") && (*schema)["properties"].contains(key)) {
                unfold((*schema)["properties"][key], inner);
            } else if (Json others = schema->value("additionalProperties", Json()); others.is_object()) {
                unfold((*schema)["additionalProperties"], inner);
            }
        }
        here = std::move(inner);
    }
    return here;
}

std::string joined(const Path& path) {
    std::string text;
    for (const std::string& key : path) text += (text.empty() ? "" : ".") + key;
    return text;
}

void expectHelp(const Path& path, const std::string& help) {
    bool found = false;
    for (const Json* schema : under(path))
        for (const char* word : {"description", "markdownDescription"})
            found |=
                schema->contains(word) && (*schema)[word].get<std::string>().find(help) != std::string::npos;
    EXPECT_TRUE(found) << joined(path) << " does not say: " << help;
}

// As YAML reads it: 12 is a number, true is no text.
bool accepts(const Path& path, const std::string& word) {
    Json value = Json::parse(word, nullptr, false);
    if (value.is_discarded()) value = word;
    for (const Json* schema : under(path)) {
        Json words = schema->value("enum", Json::array());
        if (std::find(words.begin(), words.end(), value) != words.end()) return true;
    }
    return false;
}

Path operator+(Path path, const std::string& key) {
    path.push_back(key);
    return path;
}

// "bands.NAME.freq" as the keys that lead there.
Path operator/(Path path, const std::string& name) {
    for (size_t start = 0; start <= name.size();) {
        size_t end = std::min(name.find('.', start), name.size());
        path.push_back(name.substr(start, end - start));
        start = end + 1;
    }
    return path;
}

const Path node{"nodes", "NAME"}, track{"tracks", "NAME"}, entry{"tracks", "NAME", "chain", "[]"},
    edits{"tracks", "NAME", "chain"};

void expectParameters(const Path& arguments, const Node& sample) {
    for (const Parameter* p : sample.parameters()) {
        Path path = arguments / p->name;
        expectHelp(path, p->help);
        if (auto* choice = dynamic_cast<const Choice*>(p)) {
            for (const std::string& word : choice->words)
                EXPECT_TRUE(accepts(path, word)) << joined(path) << ": " << word;
        }
        if (!dynamic_cast<const Number*>(p)) continue;
        expectHelp(path, p->range());
        if (!p->initial().starts_with("inf")) expectHelp(path, "default " + p->initial());
    }
    for (const RecordsBase* records : sample.records()) expectHelp(arguments + records->name, records->help);
    for (size_t i = 1; i < sample.inputs().size(); ++i)
        expectHelp(arguments + sample.inputs()[i]->name, sample.inputs()[i]->help);
}

bool passesSoundOn(const Node& sample) {
    return !sample.outputs().empty() && (!sample.inputs().empty() || !sample.inputArrays().empty());
}

}

TEST(Schema, ExplainsEveryNodeWithAllItsParameters) {
    ASSERT_FALSE(Registry::instance().types().empty());
    for (const Type* type : Registry::instance().types()) {
        auto sample = type->describe();
        expectHelp(node + type->name, type->help);
        EXPECT_TRUE(accepts(node, type->name)) << type->name;
        expectParameters(node + type->name, *sample);
    }
}

TEST(Schema, OffersInAChainWhatPassesSoundOn) {
    for (const Type* type : Registry::instance().types()) {
        auto sample = type->describe();
        if (passesSoundOn(*sample)) {
            expectParameters(entry + type->name, *sample);
            expectParameters(edits + type->name, *sample); // compressor: {ratio: 4}
            expectParameters(edits + type->name + type->name,
                             *sample);                 // compressor: {compressor: {ratio: 4}}
            expectParameters(edits + "NAME", *sample); // duck: {ratio: 4}
            expectParameters(edits + "NAME" + type->name, *sample);
        } else {
            EXPECT_TRUE(under(entry + type->name).empty()) << type->name;
        }
    }
}

TEST(Schema, OffersAsASourceWhatMakesSound) {
    for (const Type* type : Registry::instance().types()) {
        auto sample = type->describe();
        if (type->name == "file")
            expectParameters(track + "source", *sample);
        else if (!passesSoundOn(*sample) && !sample->outputs().empty())
            expectParameters(track + "source" + type->name, *sample);
    }
}

TEST(Schema, ExplainsEveryWord) {
    const std::map<Owner, Path> places{{Owner::anything, {"tracks"}},
                                       {Owner::mix, {}},
                                       {Owner::session, {"session"}},
                                       {Owner::track, track},
                                       {Owner::bus, {"buses", "NAME"}},
                                       {Owner::master, {"master"}},
                                       {Owner::pattern, {"templates", "NAME"}},
                                       {Owner::group, {"groups", "NAME"}},
                                       {Owner::entry, entry},
                                       {Owner::edit, edits + "NAME"},
                                       {Owner::edits, edits},
                                       {Owner::send, track + "sends" + "NAME"},
                                       {Owner::wire, {"wires", "a -> b"}},
                                       {Owner::output, {"outputs", "NAME"}},
                                       {Owner::value, track + "gain"},
                                       {Owner::automation, track + "gain"},
                                       {Owner::expect, {"expect"}},
                                       {Owner::midi, {"midi"}},
                                       {Owner::binding, {"midi", "bindings", "NAME"}},
                                       {Owner::limits, {"expect", "loudness"}}};
    for (int owner = 0; owner <= int(Owner::limits); ++owner) {
        ASSERT_TRUE(places.contains(Owner(owner))) << owner;
        const Path& place = places.at(Owner(owner));
        for (const Word& word : vocabulary(Owner(owner))) {
            Path path = place + std::string(word.name);
            expectHelp(path, std::string(word.help));
            for (std::string_view choice : word.form.choices)
                EXPECT_TRUE(accepts(path, std::string(choice))) << joined(path) << ": " << choice;
        }
    }
    for (const Word& word : vocabulary(Owner::expect))
        expectHelp({"expect", "OUTPUT", std::string(word.name)}, std::string(word.help));
}

TEST(Schema, AllowsNoWordsBesides) {
    for (const Path& path : {Path{}, Path{"session"}, track, Path{"master"}, track + "gain", entry,
                             entry + "compressor", entry + "eq" + "bands" + "NAME"})
        EXPECT_TRUE(under(path + "no_such_word").empty()) << joined(path);
}

TEST(Schema, IsAlwaysTheSame) { EXPECT_EQ(schema(), schema()); }

}
