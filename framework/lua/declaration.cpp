// Reads what the sandbox has seen to: names, kinds and types of the options are right, values need not be.
// SPDX-License-Identifier: MIT
#include "framework/lua/declaration.h"
#include <algorithm>
#include <cmath>
#include <lua.hpp>
#include <set>

namespace stemwright {

namespace {

using Item = ScriptDeclaration::Item;
using Kind = ScriptDeclaration::Kind;

constexpr std::pair<std::string_view, Kind> kinds[] = {
    {"audio_in", Kind::input}, {"audio_out", Kind::output}, {"control_out", Kind::control},
    {"number", Kind::number},  {"level", Kind::level},      {"fixed", Kind::fixed},
    {"choice", Kind::choice},
};
constexpr Unit units[] = {Unit::none,    Unit::dB,      Unit::Hz,  Unit::ms,     Unit::s,
                          Unit::samples, Unit::percent, Unit::bpm, Unit::octaves};

class Reading {
  public:
    Reading(lua_State* state, const std::string& file) : state_(state), file_(file) {}

    ScriptDeclaration result() {
        ScriptDeclaration declaration;
        for (int i = 1; i <= int(lua_objlen(state_, -1)); ++i) {
            lua_rawgeti(state_, -1, i);
            declaration.items.push_back(item());
            lua_pop(state_, 1);
        }
        if (std::none_of(declaration.items.begin(), declaration.items.end(),
                         [](const Item& i) { return i.kind == Kind::output || i.kind == Kind::control; }))
            problems_.push_back({{file_},
                                 "nothing comes out of the script",
                                 "declare audio_out(\"out\", \"what it is\"), or a control_out()"});
        if (!problems_.empty()) throw Error(problems_);
        return declaration;
    }

  private:
    Item item() {
        std::string kind = text("kind");
        Item item;
        item.kind = std::find_if(std::begin(kinds), std::end(kinds), [&](auto& k) {
                        return k.first == kind;
                    })->second;
        item.name = text("name");
        item.help = text("help");
        line_ = int(number("line"));
        if (!names_.insert(item.name).second || item.name == "script")
            problem(item.name + " is there already", "use another name");
        if (item.kind == Kind::input) {
            lua_getfield(state_, -1, "optional");
            item.need = lua_toboolean(state_, -1) ? Need::optional : Need::required;
            lua_pop(state_, 1);
        } else if (item.kind == Kind::output) {
            double channels = number("channels");
            item.channels = int(std::clamp(channels, 0., 128.));
            if (channels != item.channels)
                problem(item.name + " cannot have " + formatQuantity(channels, Unit::none) + " channels",
                        "write a whole number up to 128");
        } else if (item.kind == Kind::choice)
            readWords(item);
        else
            readRange(item);
        return item;
    }

    void readWords(Item& item) {
        lua_getfield(state_, -1, "words");
        for (int i = 1; i <= int(lua_objlen(state_, -1)); ++i) {
            lua_rawgeti(state_, -1, i);
            item.words.push_back(lua_tostring(state_, -1));
            lua_pop(state_, 1);
        }
        lua_pop(state_, 1);
    }

    void readRange(Item& item) {
        std::string unit = text("unit");
        std::vector<std::string> known;
        for (Unit u : units) {
            if (unit == symbol(u)) item.range.unit = u;
            known.emplace_back(symbol(u));
        }
        if (unit != symbol(item.range.unit))
            problem(item.name + " is in \"" + unit + "\", which is no unit",
                    suggestion(unit, {known.begin() + 1, known.end()}));
        if (item.kind == Kind::control) return;
        Range& range = item.range;
        range = {number("init"), number("min"), number("max"), range.unit, Scale::linear};
        std::string scale = text("scale");
        if (scale == "logarithmic")
            range.scale = Scale::logarithmic;
        else if (scale != "linear")
            problem("the scale of " + item.name + " is \"" + scale + "\"", "write linear or logarithmic");
        if (!(range.min < range.max && range.min <= range.init && range.init <= range.max))
            problem("init of " + item.name + " does not lie between min and max", "mend the three");
        if (range.scale == Scale::logarithmic && !(range.min > 0))
            problem("the range of " + item.name + " is logarithmic, and does not begin above 0",
                    "write a min above 0");
        if (item.kind == Kind::level && range.unit != Unit::dB)
            problem("the level " + item.name + " is not in dB", "make it a number()");
    }

    std::string text(const char* field) {
        lua_getfield(state_, -1, field);
        std::string found = lua_tostring(state_, -1);
        lua_pop(state_, 1);
        return found;
    }
    double number(const char* field) {
        lua_getfield(state_, -1, field);
        double found = lua_tonumber(state_, -1);
        lua_pop(state_, 1);
        return found;
    }
    void problem(std::string cause, std::string cure) {
        problems_.push_back({{file_, line_}, std::move(cause), std::move(cure)});
    }

    lua_State* state_;
    const std::string& file_;
    int line_ = 0;
    std::set<std::string> names_;
    std::vector<Problem> problems_;
};

}

ScriptDeclaration readDeclaration(lua_State* state, const std::string& file) {
    return Reading(state, file).result();
}

ScriptTiming readTiming(lua_State* state, const std::string& file) {
    ScriptTiming timing;
    if (lua_isnil(state, -1)) return timing;
    if (!lua_istable(state, -1))
        throw Error({file}, "prepare() gives a " + std::string(luaL_typename(state, -1)),
                    "return a table, such as {latency = 64, tail = rate}, or nothing");
    lua_pushnil(state);
    while (lua_next(state, -2)) {
        std::string name =
            lua_type(state, -2) == LUA_TSTRING ? lua_tostring(state, -2) : luaL_typename(state, -2);
        double value = lua_tonumber(state, -1);
        bool frames = lua_isnumber(state, -1) && value >= 0 && std::isfinite(value);
        if (name == "latency" && frames && value < 1e6)
            timing.latency = int(value);
        else if (name == "tail" && frames)
            timing.tail = value;
        else if (name == "time_invariant" && lua_isboolean(state, -1))
            timing.timeInvariant = lua_toboolean(state, -1);
        else if (name == "latency" || name == "tail" || name == "time_invariant")
            throw Error({file}, name + " in what prepare() gives is wrong",
                        name == "time_invariant" ? "write true or false" : "write frames, 0 and more");
        else
            throw Error({file}, "prepare() gives \"" + name + "\", which means nothing",
                        suggestion(name, {"latency", "tail", "time_invariant"}));
        lua_pop(state, 1);
    }
    return timing;
}

std::string openingSentence(const std::string& script) {
    std::string text;
    for (size_t at = 0; script.compare(at, 2, "--") == 0;) {
        size_t end = std::min(script.find('\n', at), script.size());
        size_t first = script.find_first_not_of(" -", at);
        if (first < end) text += (text.empty() ? "" : " ") + script.substr(first, end - first);
        if (size_t stop = text.find('.');
            stop != text.npos && (stop + 1 == text.size() || text[stop + 1] == ' '))
            return text.substr(0, stop + 1);
        at = std::min(end + 1, script.size());
    }
    return text;
}

}
