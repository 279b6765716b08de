// Converts trees, with the order of keys and the units that a person would write.
// SPDX-License-Identifier: MIT
#include "framework/script/values.h"
#include "framework/document/vocabulary.h"
#include "framework/node/registry.h"
#include <algorithm>
#include <cmath>
#include <lua.hpp>
#include <map>

namespace stemwright {

namespace {

constexpr int deepest = 32;
char nullKey; // its address is stemwright.null

// In the order of the vocabulary, map after map; names, values and types come first.
int rankOf(const std::string& word) {
    static const std::map<std::string, int> ranks = [] {
        std::map<std::string, int> all;
        for (Owner owner : {Owner::mix, Owner::session, Owner::track, Owner::bus, Owner::group, Owner::send,
                            Owner::wire, Owner::output})
            for (const std::string& known : wordsOf(owner)) all.emplace(known, int(all.size()));
        all["id"] = -2;
        all["from"] = all["source"]; // where the sound of a strip begins
        for (Owner owner : {Owner::value, Owner::automation})
            for (const std::string& known : wordsOf(owner)) all.emplace(known, -1);
        return all;
    }();
    auto found = ranks.find(word);
    if (found != ranks.end()) return found->second;
    return Registry::instance().find(word) ? -1 : int(ranks.size());
}

bool isBareNumber(const Datum& value) {
    if (!value.isScalar() || value.scalar.empty()) return false;
    char* end = nullptr;
    std::strtod(value.scalar.c_str(), &end);
    return *end == 0;
}

// Bare parts may be meant in percent or not, as nodes have it.
void addUnit(Datum& value, Unit unit) {
    if (isBareNumber(value) && unit != Unit::none && unit != Unit::percent)
        value.scalar = formatQuantity(std::strtod(value.scalar.c_str(), nullptr), unit);
}

// Arguments in the order in which the node declares them, and in its units.
void finishArguments(Datum& arguments, const Type& type) {
    auto node = type.describe();
    auto finish = [&](Datum& map, const std::string& within) {
        std::map<std::string, std::pair<int, Unit>> known;
        for (const Parameter* p : node->parameters()) {
            if (!p->name.starts_with(within)) continue;
            Unit unit = Unit::none;
            if (auto* moving = dynamic_cast<const Number*>(p)) unit = moving->limits.unit;
            if (auto* fixed = dynamic_cast<const Fixed*>(p)) unit = fixed->limits.unit;
            known.emplace(p->name.substr(within.size()), std::pair(int(known.size()), unit));
        }
        auto rank = [&](const Datum::Entry& e) {
            auto found = known.find(e.first.name);
            return found == known.end() ? int(known.size()) : found->second.first;
        };
        std::stable_sort(map.entries.begin(), map.entries.end(),
                         [&](const Datum::Entry& a, const Datum::Entry& b) { return rank(a) < rank(b); });
        for (auto& [key, value] : map.entries)
            if (auto found = known.find(key.name); found != known.end()) addUnit(value, found->second.second);
    };
    finish(arguments, "");
    for (auto& [key, records] : arguments.entries)
        for (auto& [name, record] : records.entries) finish(record, key.name + ".NAME.");
}

// Levels of strips, sends and wires.
void addUnitsOfWords(Datum& map) {
    for (auto& [key, value] : map.entries)
        for (Owner owner : {Owner::pattern, Owner::send})
            for (const Word& word : vocabulary(owner))
                if (word.name == key.name)
                    addUnit(value, word.form.same == "gain.gain" ? Unit::dB : word.form.unit);
}

Datum from(lua_State* lua, int index, int depth);

Datum fromTable(lua_State* lua, int index, int depth) {
    if (depth > deepest) throw Error("a table lies in tables more than 32 deep", "write it flatter");
    luaL_checkstack(lua, 8, "too many tables");
    size_t length = lua_objlen(lua, index);
    Datum list = Datum::sequence({}), map = Datum::map({});
    for (size_t i = 1; i <= length; ++i) {
        lua_rawgeti(lua, index, int(i));
        list.list.push_back(from(lua, lua_gettop(lua), depth + 1));
        lua_pop(lua, 1);
    }
    lua_pushnil(lua);
    while (lua_next(lua, index)) {
        int top = lua_gettop(lua);
        if (lua_type(lua, -2) == LUA_TSTRING)
            map.entries.push_back({{lua_tostring(lua, -2), {}}, from(lua, top, depth + 1)});
        else if (length == 0)
            throw Error("a table has a key that is a " + std::string(luaL_typename(lua, -2)),
                        "use names, or 1, 2, 3 and so on without gaps");
        lua_pop(lua, 1);
    }
    if (map.entries.empty()) return length ? list : map;
    if (length)
        throw Error("a table is a list and has the name \"" + map.entries[0].first.name + "\" too",
                    "write one or the other");
    std::sort(map.entries.begin(), map.entries.end(), [](const Datum::Entry& a, const Datum::Entry& b) {
        return std::pair(rankOf(a.first.name), a.first.name) < std::pair(rankOf(b.first.name), b.first.name);
    });
    addUnitsOfWords(map);
    for (auto& [key, value] : map.entries)
        if (const Type* type = Registry::instance().find(key.name); type && value.isMap())
            finishArguments(value, *type);
    return map;
}

Datum from(lua_State* lua, int index, int depth) {
    switch (lua_type(lua, index)) {
    case LUA_TNIL:
        return {};
    case LUA_TBOOLEAN:
        return lua_toboolean(lua, index) ? "yes" : "no";
    case LUA_TNUMBER: {
        double number = lua_tonumber(lua, index);
        if (std::isnan(number)) throw Error("the value is not a number (nan)", "look at how it was computed");
        return formatQuantity(number, Unit::none);
    }
    case LUA_TSTRING: {
        size_t size = 0;
        const char* text = lua_tolstring(lua, index, &size);
        return std::string(text, size);
    }
    case LUA_TLIGHTUSERDATA:
        if (lua_touserdata(lua, index) == &nullKey) return {};
        break;
    case LUA_TTABLE:
        if (luaL_callmeta(lua, index, "__address")) { // a strip or an entry stands for its address
            std::string address = lua_tostring(lua, -1);
            lua_pop(lua, 1);
            return address;
        }
        return fromTable(lua, index, depth);
    }
    throw Error("a document cannot hold a " + std::string(luaL_typename(lua, index)),
                "write a number, a text, true, false or a table");
}

void pushTable(lua_State* lua, const Datum& value, const Meaning& meaning, const Timeline& timeline) {
    luaL_checkstack(lua, 8, "too deep");
    lua_newtable(lua);
    for (size_t i = 0; i < value.list.size(); ++i) {
        pushDatum(lua, value.list[i], meaning, timeline);
        lua_rawseti(lua, -2, int(i) + 1);
    }
    for (const auto& [key, inner] : value.entries) {
        lua_pushlstring(lua, key.name.data(), key.name.size());
        pushDatum(lua, inner, meaning, timeline);
        lua_rawset(lua, -3);
    }
}

}

Datum datumFrom(lua_State* lua, int index) { return from(lua, index, 0); }

void pushNull(lua_State* lua) { lua_pushlightuserdata(lua, &nullKey); }

void addUnits(Datum& value, const Meaning& meaning) {
    if (meaning.form != Meaning::Form::number) return;
    addUnit(value, meaning.unit);
    for (auto& [key, inner] : value.entries) {
        if (key.name == "is") addUnits(inner, meaning);
        if (key.name == "points")
            for (Datum& point : inner.list)
                if (point.list.size() > 1) addUnits(point.list[1], meaning);
    }
}

void pushDatum(lua_State* lua, const Datum& value, const Meaning& meaning, const Timeline& timeline) {
    if (const Datum* own = value.find("is")) return pushDatum(lua, *own, meaning, timeline);
    if (value.isMap() || value.isList()) {
        // The times of points are times, whatever their values are.
        Meaning inside = value.find("points") ? Meaning{} : meaning;
        return pushTable(lua, value, inside, timeline);
    }
    if (value.kind == Datum::Kind::none) return lua_pushnil(lua);
    if (meaning.form == Meaning::Form::answer) {
        bool yes = value.scalar == "yes" || value.scalar == "true" || value.scalar == "on";
        return lua_pushboolean(lua, yes);
    }
    if (meaning.form == Meaning::Form::number) try {
            return lua_pushnumber(lua, parseQuantity(value.scalar, meaning.unit, timeline, value.place));
        } catch (const Error&) { // a problem of the document; a script may look at it all the same
        }
    if (isBareNumber(value)) return lua_pushnumber(lua, std::strtod(value.scalar.c_str(), nullptr));
    lua_pushlstring(lua, value.scalar.data(), value.scalar.size());
}

}
