// Documents in Lua: opened, looked up by address, written. What scripts see of this is in builder/.
// SPDX-License-Identifier: MIT
#include "framework/audio/output_file.h"
#include "framework/document/chain_edit.h"
#include "framework/document/explain.h"
#include "framework/document/flatten.h"
#include "framework/document/part.h"
#include "framework/document/vocabulary.h"
#include "framework/script/binding.h"
#include "framework/script/values.h"
#include <algorithm>
#include <filesystem>
#include <lua.hpp>
#include <new>

namespace stemwright {

static const char* const documentName = "stemwright.document";

using Owned = std::unique_ptr<Revision>;

void pushDocument(lua_State* lua, Owned document) {
    new (lua_newuserdata(lua, sizeof(Owned))) Owned(std::move(document));
    luaL_getmetatable(lua, documentName);
    lua_setmetatable(lua, -2);
}

Revision& documentAt(lua_State* lua, int index) {
    auto* place = static_cast<Owned*>(lua_touserdata(lua, index));
    bool isDocument = place && lua_getmetatable(lua, index);
    if (isDocument) {
        luaL_getmetatable(lua, documentName);
        isDocument = lua_rawequal(lua, -1, -2);
        lua_pop(lua, 2);
    }
    if (!isDocument) throw Error("a mix is needed here", "call it with a colon, as in mix:save(FILE)");
    return **place;
}

const Datum& wholeOf(const Revision& document) {
    const Document& all = document.document();
    if (!all.whole.isMap()) throw Error(all.problems);
    return all.whole;
}

namespace {

using Keys = std::vector<std::string>;

Timeline timelineOf(const Datum& document) {
    std::vector<Problem> problems; // told when the mix is made
    return readSession(document.find("session"), problems).timeline;
}

int open(lua_State* lua) {
    std::string path = textAt(lua, 1, "the name of a mix");
    std::vector<Problem> problems;
    auto text = readTextFile(path, problems);
    if (!text) throw Error(std::move(problems));
    pushDocument(lua, std::make_unique<Revision>(*text, path));
    return 1;
}

int create(lua_State* lua) {
    pushDocument(lua,
                 std::make_unique<Revision>("stemwright: 1\n", textAt(lua, 1, "the name of the new mix")));
    return 1;
}

int free(lua_State* lua) {
    static_cast<Owned*>(lua_touserdata(lua, 1))->~Owned();
    return 0;
}

const char* kindName(Meaning::Kind kind) {
    static const char* const names[] = {"section", "strip", "entry", "value"};
    return names[size_t(kind)];
}

// Kind and value of an address; values that nobody says are the defaults.
int get(lua_State* lua) {
    const Datum& document = wholeOf(documentAt(lua, 1));
    std::string address = textAt(lua, 2, "an address");
    Meaning meaning = meaningOf(address, document);
    lua_pushstring(lua, kindName(meaning.kind));
    if (meaning.kind != Meaning::Kind::value)
        pushText(lua, meaning.type);
    else if (meaning.said)
        pushDatum(lua, *meaning.said, meaning, timelineOf(document));
    else if (meaning.initial.empty())
        lua_pushnil(lua);
    else
        pushDatum(lua, meaning.initial, meaning, timelineOf(document));
    return 2;
}

// What is called by a name of its own in a section, and the entries of a strip, in order.
int names(lua_State* lua) {
    const Datum& document = wholeOf(documentAt(lua, 1));
    Meaning meaning = meaningOf(textAt(lua, 2, "an address"), document);
    const Datum* d = meaning.said ? &*meaning.said : nullptr;
    if (d && meaning.kind == Meaning::Kind::strip) d = d->find("chain");
    if (d && meaning.path[0] == "nodes" && meaning.kind == Meaning::Kind::entry) d = nullptr;
    Keys found;
    if (d && d->isList())
        for (const Datum& entry : d->list) found.push_back(entryName(entry));
    if (d && d->isMap())
        for (const auto& [key, _] : d->entries) found.push_back(key.name);
    lua_newtable(lua);
    for (size_t i = 0; i < found.size(); ++i) {
        pushText(lua, found[i]);
        lua_rawseti(lua, -2, int(i) + 1);
    }
    return 1;
}

// What stands before the names of a section in addresses; nil where it has no names.
int prefix(lua_State* lua) {
    std::string section = textAt(lua, 1, "a section");
    for (const Word& word : vocabulary(Owner::mix)) {
        using Kind = Form::Kind;
        if (word.name != section || (word.form.kind != Kind::maps && word.form.kind != Kind::nodes)) continue;
        Part part = partUnder(Part::document, section, {});
        bool isBare =
            part == Part::strips || part == Part::nodes || part == Part::groups || part == Part::wires;
        pushText(lua, isBare && section != "templates" ? "" : section + ".");
        return 1;
    }
    return 0;
}

int isOfSession(lua_State* lua) {
    lua_pushboolean(lua, isWord(Owner::session, textAt(lua, 1, "a word")));
    return 1;
}

void setText(lua_State* lua, const char* name, const std::string& text) {
    if (text.empty()) return;
    pushText(lua, text);
    lua_setfield(lua, -2, name);
}

// What every layer says about every address, the one that rules first.
int statements(lua_State* lua) {
    const Document& document = documentAt(lua, 1).document();
    std::string address = lua_isnoneornil(lua, 2) ? "" : textAt(lua, 2, "an address");
    lua_newtable(lua);
    int count = 0;
    for (const Explanation& explanation : explain(document, address)) {
        lua_newtable(lua);
        setText(lua, "address", explanation.address);
        setText(lua, "value", explanation.value);
        for (size_t i = 0; i < explanation.statements.size(); ++i) {
            const Statement& said = explanation.statements[i];
            lua_newtable(lua);
            setText(lua, "value", said.written);
            setText(lua, "because", said.because);
            setText(lua, "file", said.place.file);
            lua_pushnumber(lua, said.place.line);
            lua_setfield(lua, -2, "line");
            // Who says so may be a script, but it counts as said in the file that it changes.
            lua_pushboolean(lua, said.place.layer == 0 || said.place.layer == int(document.layers.size()));
            lua_setfield(lua, -2, "here");
            if (!said.confidence.empty()) {
                lua_pushnumber(lua, std::strtod(said.confidence.c_str(), nullptr));
                lua_setfield(lua, -2, "confidence");
            }
            lua_rawseti(lua, -2, int(i) + 1);
        }
        lua_rawseti(lua, -2, ++count);
    }
    return 1;
}

int path(lua_State* lua) {
    pushText(lua, documentAt(lua, 1).path());
    return 1;
}

int text(lua_State* lua) {
    pushText(lua, documentAt(lua, 1).text());
    return 1;
}

void write(lua_State* lua, const std::string& target, const std::string& text) {
    hostOf(lua);
    OutputFile file(target);
    file.write(text.data(), int64_t(text.size()));
    file.commit();
}

std::string folderOf(const std::string& file) {
    return std::filesystem::absolute(file).lexically_normal().parent_path().string();
}

int save(lua_State* lua) {
    Revision& document = documentAt(lua, 1);
    std::string target = lua_isnoneornil(lua, 2) ? document.path() : textAt(lua, 2, "the name of a file");
    if (folderOf(target) != folderOf(document.path()))
        throw Error("\"" + target +
                        "\" lies in another folder than the mix, which names its files as seen from \"" +
                        document.path() + "\"",
                    "save it there, or write all of it with mix:flatten(FILE)");
    hostOf(lua);
    makeMix(document.document()); // what is wrong is not written
    write(lua, target, document.text());
    return 0;
}

// All layers in one text, wherever it shall lie.
int flatten(lua_State* lua) {
    const Document& document = documentAt(lua, 1).document();
    if (lua_isnoneornil(lua, 2)) {
        pushText(lua, flattened(document));
        return 1;
    }
    std::string target = textAt(lua, 2, "the name of a file");
    write(lua, target, flattened(document, std::filesystem::path(target).parent_path().string()));
    return 0;
}

int check(lua_State* lua) {
    pushProblems(lua, makeMix(documentAt(lua, 1).document()).warnings);
    return 1;
}

int isThere(lua_State* lua) {
    const Datum& document = wholeOf(documentAt(lua, 1));
    const Datum* section = document.find(textAt(lua, 2, "a section"));
    lua_pushboolean(lua, section && section->find(textAt(lua, 3, "a name")));
    return 1;
}

}

void addDocumentFunctions(lua_State* lua) {
    const luaL_Reg functions[] = {{"open", guarded<open>},
                                  {"create", guarded<create>},
                                  {"get", guarded<get>},
                                  {"names", guarded<names>},
                                  {"is_there", guarded<isThere>},
                                  {"prefix", guarded<prefix>},
                                  {"is_of_session", guarded<isOfSession>},
                                  {"statements", guarded<statements>},
                                  {"path", guarded<path>},
                                  {"text", guarded<text>},
                                  {"save", guarded<save>},
                                  {"flatten", guarded<flatten>},
                                  {"check", guarded<check>},
                                  {nullptr, nullptr}};
    luaL_register(lua, nullptr, functions);
    luaL_newmetatable(lua, documentName);
    lua_pushcfunction(lua, free);
    lua_setfield(lua, -2, "__gc");
    lua_pop(lua, 1);
}

}
