// Documents in Lua: looked up and changed by address. What scripts see of this is written in builder.lua.
// SPDX-License-Identifier: MIT
#include "framework/audio/output_file.h"
#include "framework/document/address_path.h"
#include "framework/document/chain_edit.h"
#include "framework/document/part.h"
#include "framework/document/strip_path.h"
#include "framework/document/explain.h"
#include "framework/document/flatten.h"
#include "framework/document/vocabulary.h"
#include "framework/document/yaml.h"
#include "framework/lua/binding.h"
#include "framework/lua/values.h"
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

namespace {

using Keys = std::vector<std::string>;

// What all layers come to; throws what keeps them from being read.
const Datum& whole(const Revision& document) {
    const Document& all = document.document();
    if (!all.whole.isMap()) throw Error(all.problems);
    return all.whole;
}

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
    const Datum& document = whole(documentAt(lua, 1));
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
    const Datum& document = whole(documentAt(lua, 1));
    Meaning meaning = meaningOf(textAt(lua, 2, "an address"), document);
    const Datum* d = meaning.said;
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

Place running(lua_State* lua) { return LuaState::of(lua).running(); }

// nil takes out what this file says, and says null where something lies below.
int set(lua_State* lua) {
    Revision& document = documentAt(lua, 1);
    std::string address = textAt(lua, 2, "an address");
    Datum value = datumFrom(lua, 3);
    Meaning meaning = meaningOf(address, whole(document));
    if (value.kind == Datum::Kind::none && !meaning.said) return 0; // nobody says it
    if (meaning.kind == Meaning::Kind::value) {
        addUnits(value, meaning);
        checkValue(meaning, value);
    }
    document.apply(document.editOf(address, value), running(lua));
    return 0;
}

// Something new by name in a section, or instead of what is called so: tracks, vox.
int put(lua_State* lua) {
    Revision& document = documentAt(lua, 1);
    Keys path{textAt(lua, 2, "a section"), textAt(lua, 3, "a name")};
    Datum value = datumFrom(lua, 4);
    Edit edit{path, value};
    if (value.kind == Datum::Kind::none && !document.file().find("extends")) edit.value.reset();
    document.apply(edit, running(lua));
    return 0;
}

// `{id: duck, compressor: {...}}` in an edit of a chain: its name is the key.
Edit insertion(Keys path, const Datum& entry, const std::string& name, const char* where,
               const std::string& neighbour) {
    Datum map = writtenOut(Part::entry, entry);
    std::erase_if(map.entries, [](const Datum::Entry& e) { return e.first.name == "id"; });
    if (where) map.entries.push_back({{where, {}}, neighbour});
    path.push_back(name);
    return {path, map};
}

// An entry at the end of a chain, or before or after another one.
int add(lua_State* lua) {
    Revision& document = documentAt(lua, 1);
    std::string strip = textAt(lua, 2, "the address of a strip");
    Datum entry = datumFrom(lua, 3);
    Meaning meaning = meaningOf(strip, whole(document));
    std::string name = entryName(entry);
    if (name.empty())
        throw Error("what is added to a chain is " + std::string(entry.kindName()),
                    "write a node, such as stemwright.compressor{ratio = 3}");
    std::string neighbour;
    const char* where = optionAt(lua, 4, "before", neighbour)  ? "before"
                        : optionAt(lua, 4, "after", neighbour) ? "after"
                                                               : nullptr;
    const Datum* chain = meaning.said ? meaning.said->find("chain") : nullptr;
    Keys known;
    for (const Datum& other : chain ? chain->list : std::vector<Datum>{}) known.push_back(entryName(other));
    auto at = std::find(known.begin(), known.end(), neighbour);
    if (where && at == known.end())
        throw Error("there is no \"" + neighbour + "\" in the chain of \"" + strip + "\"",
                    suggestion(neighbour, known));
    if (std::find(known.begin(), known.end(), name) != known.end())
        throw Error("there is a \"" + name + "\" in the chain of \"" + strip + "\" already",
                    "give this one an id of its own: id = \"" + name + "2\"");
    Keys path = meaning.path;
    path.push_back("chain");
    const Datum* here = valueAt(document.file(), path);
    bool isEdit = here ? !here->isList() : chain != nullptr;
    Edit edit;
    if (isEdit)
        edit = insertion(path, entry, name, where, neighbour);
    else if (!here || here->list.empty())
        edit = {path, Datum::sequence({entry})};
    else {
        path.push_back(name);
        edit = {path, entry};
        if (where) edit.position = size_t(at - known.begin()) + (where == std::string("after"));
    }
    document.apply(edit, running(lua));
    return 0;
}

// The value of a text, which may be a list or a map too.
int setWritten(lua_State* lua) {
    Revision& document = documentAt(lua, 1);
    std::vector<Problem> problems;
    Datum value = readYaml(textAt(lua, 3, "a value"), "", problems);
    if (!problems.empty()) throw Error(std::move(problems));
    document.apply(document.editOf(textAt(lua, 2, "an address"), value), running(lua));
    return 0;
}

// What holds at an address, written into this file; how sure somebody else was is left out.
int pin(lua_State* lua) {
    Revision& document = documentAt(lua, 1);
    std::string address = textAt(lua, 2, "an address");
    const Datum* said = meaningOf(address, whole(document)).said;
    if (!said) throw Error("nobody says \"" + address + "\"", "accept what is suggested");
    Datum value = *said;
    for (const char* word : {"confidence", "id"})
        std::erase_if(value.entries, [&](const Datum::Entry& e) { return e.first.name == word; });
    document.apply(document.editOf(address, value), running(lua));
    return 0;
}

// What stands before the names of a section in addresses; nil where it has no names.
int prefix(lua_State* lua) {
    std::string section = textAt(lua, 1, "a section");
    for (const Word& word : vocabulary(Owner::mix)) {
        using Kind = Form::Kind;
        if (word.name != section || (word.form.kind != Kind::maps && word.form.kind != Kind::nodes)) continue;
        Part part = partUnder(Part::document, section, {});
        bool isBare = part == Part::strips || part == Part::nodes || part == Part::groups || part == Part::wires;
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
        throw Error("\"" + target + "\" lies in another folder than the mix, which names its files as seen from \"" +
                        document.path() + "\"",
                    "save it there, or write all of it with mix:flatten(FILE)");
    std::string written = document.text();
    makeMix(readDocument(written, target)); // what is wrong is not written
    write(lua, target, written);
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
    const Datum& document = whole(documentAt(lua, 1));
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
                                  {"set", guarded<set>},
                                  {"put", guarded<put>},
                                  {"add", guarded<add>},
                                  {"set_text", guarded<setWritten>},
                                  {"pin", guarded<pin>},
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
