// What a mix sounds like, in Lua: rendered to files, heard in memory, compared with another one.
// SPDX-License-Identifier: MIT
#include "framework/document/difference.h"
#include "framework/engine/render.h"
#include "framework/script/binding.h"
#include <algorithm>
#include <cmath>
#include <lua.hpp>

namespace stemwright {

static ScriptHost* hostIn(lua_State* lua) {
    lua_getfield(lua, LUA_REGISTRYINDEX, "stemwright.host");
    auto* host = static_cast<ScriptHost*>(lua_touserdata(lua, -1));
    lua_pop(lua, 1);
    return host;
}

namespace {

// The document with outputs that hear the taps, and no promises.
Document listeningTo(Document document, const std::vector<std::string>& taps) {
    if (!document.whole.isMap()) throw Error(document.problems);
    std::erase_if(document.whole.entries, [](const Datum::Entry& e) {
        return e.first.name == "outputs" || e.first.name == "expect";
    });
    Datum outputs = Datum::map({});
    for (size_t i = 0; i < taps.size(); ++i)
        outputs.entries.push_back({{"heard" + std::to_string(i), {}}, Datum::map({{"from", taps[i]}})});
    document.whole.entries.push_back({{"outputs", {}}, outputs});
    return document;
}

// A time of an option: seconds, or what a document may say, such as "17|1".
double frameOf(lua_State* lua, const char* name, const Timeline& timeline, double otherwise) {
    std::string text;
    if (!optionAt(lua, 3, name, text)) return otherwise;
    return parseQuantity(text, Unit::s, timeline, {}) * timeline.rate;
}

std::vector<std::string> textsAt(lua_State* lua, int index, const char* what) {
    if (!lua_istable(lua, index)) return {textAt(lua, index, what)};
    std::vector<std::string> texts;
    for (size_t i = 1; i <= lua_objlen(lua, index); ++i) {
        lua_rawgeti(lua, index, int(i));
        texts.push_back(textAt(lua, lua_gettop(lua), what));
        lua_pop(lua, 1);
    }
    return texts;
}

Cut cutOf(lua_State* lua, const Plan& plan) {
    const Timeline& timeline = plan.graph.timeline;
    Cut cut{std::llround(std::max(0., frameOf(lua, "from", timeline, 0))), 0};
    double last = std::min(plan.length, frameOf(lua, "to", timeline, plan.length));
    if (std::isinf(last))
        throw Error("the mix never ends", "say to = SECONDS, or set the length of the session");
    cut.to = std::max<int64_t>(cut.from, std::llround(last));
    return cut;
}

// A sound for a tap, a list of sounds for a list of taps.
int listen(lua_State* lua) {
    const Document& document = documentAt(lua, 1).document();
    std::vector<std::string> taps{"master"};
    if (!lua_isnoneornil(lua, 2)) taps = textsAt(lua, 2, "a tap");
    Mix mix = makeMix(listeningTo(document, taps));
    std::shared_ptr<const Plan> plan = compile(std::move(mix.graph), {0, 1, 16});
    Cut cut = cutOf(lua, *plan);
    std::vector<SoundBuffer> sounds;
    for (const PlannedOutput& output : plan->outputs)
        sounds.push_back({plan->graph.timeline.rate, output.channels, {}});
    Engine engine(plan);
    const ScriptHost* host = hostIn(lua);
    Progress end = renderOffline(
        engine, cut,
        [&](int output, const float* const* channels, int frames) {
            SoundBuffer& sound = sounds[size_t(output)];
            for (int i = 0; i < frames; ++i)
                for (int c = 0; c < sound.channels; ++c) // what is measured must be a number
                    sound.samples.push_back(std::isfinite(channels[c][i]) ? channels[c][i] : 0);
        },
        [&](int64_t) { return host && host->interrupted() ? Progress::cancel : Progress::proceed; });
    if (end == Progress::cancel) throw Error("interrupted");
    bool isList = lua_istable(lua, 2);
    if (isList) lua_newtable(lua);
    for (size_t i = 0; i < sounds.size(); ++i) {
        pushSound(lua, std::move(sounds[i]));
        if (isList) lua_rawseti(lua, -2, int(i) + 1);
    }
    return 1;
}

int render(lua_State* lua) {
    ScriptHost& host = hostOf(lua);
    const Document& document = documentAt(lua, 1).document();
    ScriptHost::Rendering rendering{textAt(lua, 2, "the file or folder to render to"), {}, {}};
    if (lua_istable(lua, 3))
        for (lua_pushnil(lua); lua_next(lua, 3); lua_pop(lua, 1)) {
            if (lua_type(lua, -2) != LUA_TSTRING)
                throw Error("an option of a render has no name", "write one such as {from = 10}");
            std::string name = lua_tostring(lua, -2);
            if (name == "only" || name == "without")
                rendering.tracks[name] = textsAt(lua, lua_gettop(lua), "the name of a track");
            else
                rendering.options[name] = textAt(lua, lua_gettop(lua), name.c_str());
        }
    ScriptHost::Outcome outcome = host.render(document, rendering);
    lua_newtable(lua);
    for (const ScriptHost::Rendered& rendered : outcome.outputs) {
        pushMeasures(lua, rendered.measures);
        pushText(lua, rendered.file);
        lua_setfield(lua, -2, "file");
        lua_setfield(lua, -2, rendered.output.c_str());
    }
    pushProblems(lua, outcome.broken);
    return 2;
}

Version versionOf(const Document& document) { return {document, makeMix(document)}; }

int differ(lua_State* lua) {
    Version before = versionOf(documentAt(lua, 1).document()),
            after = versionOf(documentAt(lua, 2).document());
    static const char* const kinds[] = {"changed", "added", "removed", "moved"};
    lua_newtable(lua);
    int count = 0;
    for (const Difference& difference : differences(before, after)) {
        lua_newtable(lua);
        for (const auto& [name, text] : {std::pair<const char*, std::string>{"address", difference.address},
                                         {"kind", kinds[size_t(difference.kind)]},
                                         {"before", difference.before.value},
                                         {"after", difference.after.value}}) {
            pushText(lua, text);
            lua_setfield(lua, -2, name);
        }
        lua_rawseti(lua, -2, ++count);
    }
    return 1;
}

}

ScriptHost& hostOf(lua_State* lua) {
    ScriptHost* host = hostIn(lua);
    if (!host)
        throw Error("a script that a mix names changes that mix and writes no files",
                    "do this in a script of its own, with stemwright run");
    return *host;
}

void addRenderFunctions(lua_State* lua) {
    const luaL_Reg functions[] = {{"listen", guarded<listen>},
                                  {"render", guarded<render>},
                                  {"differ", guarded<differ>},
                                  {nullptr, nullptr}};
    luaL_register(lua, nullptr, functions);
}

}
