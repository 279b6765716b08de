// Changes of documents in Lua.
// SPDX-License-Identifier: MIT
#include "framework/document/chain_edit.h"
#include "framework/document/part.h"
#include "framework/document/strip_path.h"
#include "framework/document/yaml.h"
#include "framework/script/binding.h"
#include "framework/script/values.h"
#include <algorithm>
#include <lua.hpp>

namespace stemwright {

namespace {

Place running(lua_State* lua) { return LuaState::of(lua).running(); }

// nil takes out what this file says, and says null where something lies below.
int set(lua_State* lua) {
    Revision& document = documentAt(lua, 1);
    std::string address = textAt(lua, 2, "an address");
    Datum value = datumFrom(lua, 3);
    Meaning meaning = meaningOf(address, wholeOf(document));
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
    Meaning meaning = meaningOf(strip, wholeOf(document));
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

void forgetPlaces(Datum& datum) {
    datum.place = {};
    for (Datum& element : datum.list) forgetPlaces(element);
    for (auto& [key, value] : datum.entries) {
        key.place = {};
        forgetPlaces(value);
    }
}

// What holds at an address, written into this file; how sure somebody else was is left out.
int pin(lua_State* lua) {
    Revision& document = documentAt(lua, 1);
    std::string address = textAt(lua, 2, "an address");
    std::optional<Datum> said = meaningOf(address, wholeOf(document)).said;
    if (!said) throw Error("nobody says \"" + address + "\"", "accept what is suggested");
    Datum value = std::move(*said);
    for (const char* word : {"confidence", "id"})
        std::erase_if(value.entries, [&](const Datum::Entry& e) { return e.first.name == word; });
    forgetPlaces(value); // this file says it now
    document.apply(document.editOf(address, value), running(lua));
    return 0;
}

}

void addEditFunctions(lua_State* lua) {
    const luaL_Reg functions[] = {{"set", guarded<set>}, {"put", guarded<put>},
                                  {"add", guarded<add>}, {"set_text", guarded<setWritten>},
                                  {"pin", guarded<pin>}, {nullptr, nullptr}};
    luaL_register(lua, nullptr, functions);
}

}
