// Sounds in Lua: read, measured, analysed, compared, written.
// SPDX-License-Identifier: MIT
#include "framework/audio/onsets.h"
#include "framework/audio/third_octaves.h"
#include "framework/document/measure.h"
#include "framework/script/binding.h"
#include <cmath>
#include <filesystem>
#include <lua.hpp>
#include <memory>
#include <new>

namespace stemwright {

static const char* const soundName = "stemwright.sound";

std::string soundPath(lua_State* lua, const std::string& name) {
    lua_getfield(lua, LUA_REGISTRYINDEX, "stemwright.folder");
    std::filesystem::path folder = lua_isstring(lua, -1) ? lua_tostring(lua, -1) : "";
    std::string path = (folder / name).string();
    lua_getfield(lua, LUA_REGISTRYINDEX, "stemwright.sounds");
    if (auto* sounds = static_cast<std::vector<std::string>*>(lua_touserdata(lua, -1)))
        sounds->push_back(path);
    lua_pop(lua, 2);
    return path;
}

void pushSound(lua_State* lua, SoundBuffer sound) {
    auto* place = static_cast<SoundBuffer*>(lua_newuserdata(lua, sizeof(SoundBuffer)));
    new (place) SoundBuffer(std::move(sound));
    luaL_getmetatable(lua, soundName);
    lua_setmetatable(lua, -2);
}

const SoundBuffer& soundAt(lua_State* lua, int index) {
    bool isSound = lua_isuserdata(lua, index) && lua_getmetatable(lua, index);
    if (isSound) {
        luaL_getmetatable(lua, soundName);
        isSound = lua_rawequal(lua, -1, -2);
        lua_pop(lua, 2);
    }
    if (!isSound)
        throw Error("a sound is needed here, not a " + std::string(luaL_typename(lua, index)),
                    "take one of stemwright.sound(FILE) or mix:listen(TAP), and call it with a colon");
    return *static_cast<SoundBuffer*>(lua_touserdata(lua, index));
}

namespace {

void setNumber(lua_State* lua, const char* name, double value) {
    lua_pushnumber(lua, value);
    lua_setfield(lua, -2, name);
}

void pushNumbers(lua_State* lua, const std::vector<double>& numbers) {
    lua_createtable(lua, int(numbers.size()), 0);
    for (size_t i = 0; i < numbers.size(); ++i) {
        lua_pushnumber(lua, numbers[i]);
        lua_rawseti(lua, -2, int(i) + 1);
    }
}

int read(lua_State* lua) {
    pushSound(lua, readSound(soundPath(lua, textAt(lua, 1, "the name of a sound file"))));
    return 1;
}

int free(lua_State* lua) {
    static_cast<SoundBuffer*>(lua_touserdata(lua, 1))->~SoundBuffer();
    return 0;
}

int measureSound(lua_State* lua) {
    const SoundBuffer& sound = soundAt(lua, 1);
    Measurement measurement(sound.channels, sound.rate);
    measurement.add(sound.samples.data(), sound.frames());
    pushMeasures(lua, measurement.result());
    return 1;
}

// A list of {freq, level}; frequencies are nominal, levels in dBFS.
int spectrum(lua_State* lua) {
    const SoundBuffer& sound = soundAt(lua, 1);
    ThirdOctaves bands(sound.channels, sound.rate);
    bands.add(sound.samples.data(), sound.frames());
    lua_newtable(lua);
    ThirdOctaves::Levels levels = bands.levels();
    for (int i = 0; i < thirdOctaveCount; ++i) {
        lua_newtable(lua);
        setNumber(lua, "freq", thirdOctaveNominal(i));
        setNumber(lua, "level", levels[size_t(i)]);
        lua_rawseti(lua, -2, i + 1);
    }
    return 1;
}

int findOnsets(lua_State* lua) {
    const SoundBuffer& sound = soundAt(lua, 1);
    OnsetOptions options;
    optionAt(lua, 2, "threshold", options.threshold);
    optionAt(lua, 2, "gap", options.gap);
    optionAt(lua, 2, "from", options.from);
    optionAt(lua, 2, "to", options.to);
    pushNumbers(lua, onsets(sound.samples.data(), sound.frames(), sound.channels, sound.rate, options));
    return 1;
}

int levelsOf(lua_State* lua) {
    double step = numberAt(lua, 2, "the step, in seconds,");
    if (!(step > 0)) throw Error("the step is not above 0 s", "write one such as 0.1");
    pushNumbers(lua, levels(soundAt(lua, 1), step));
    return 1;
}

int part(lua_State* lua) {
    double to = lua_isnoneornil(lua, 3) ? INFINITY : numberAt(lua, 3, "the end, in seconds,");
    pushSound(lua, cut(soundAt(lua, 1), numberAt(lua, 2, "the beginning, in seconds,"), to));
    return 1;
}

int plus(lua_State* lua) {
    pushSound(lua, sum(soundAt(lua, 1), 1, soundAt(lua, 2), 1));
    return 1;
}

int minus(lua_State* lua) {
    pushSound(lua, sum(soundAt(lua, 1), 1, soundAt(lua, 2), -1));
    return 1;
}

int save(lua_State* lua) {
    const SoundBuffer& sound = soundAt(lua, 1);
    hostOf(lua);
    SoundFormat format;
    std::string depth = "24";
    optionAt(lua, 3, "depth", depth);
    using Depth = SoundFormat::Depth;
    const std::map<std::string, Depth> depths{
        {"16", Depth::int16}, {"24", Depth::int24}, {"32", Depth::int32}, {"float", Depth::float32}};
    auto found = depths.find(depth);
    if (found == depths.end())
        throw Error("there is no depth \"" + depth + "\"", "write 16, 24, 32 or float");
    format.depth = found->second;
    writeSound(sound, textAt(lua, 2, "the name of the file"), format);
    return 0;
}

// Fields are read, methods are called.
int index(lua_State* lua) {
    const SoundBuffer& sound = soundAt(lua, 1);
    std::string name = textAt(lua, 2, "the name of a field");
    const std::map<std::string, double> fields{{"rate", sound.rate},
                                               {"channels", sound.channels},
                                               {"frames", double(sound.frames())},
                                               {"duration", sound.duration()}};
    if (auto field = fields.find(name); field != fields.end()) {
        lua_pushnumber(lua, field->second);
        return 1;
    }
    lua_getmetatable(lua, 1);
    lua_getfield(lua, -1, name.c_str());
    if (lua_isnil(lua, -1) || name.starts_with("__")) {
        std::vector<std::string> known;
        for (const auto& [field, _] : fields) known.push_back(field);
        for (lua_pushnil(lua); lua_next(lua, 3); lua_pop(lua, 1))
            if (std::string method = lua_tostring(lua, -2); !method.starts_with("__"))
                known.push_back(method);
        throw Error("a sound has no \"" + name + "\"", suggestion(name, known));
    }
    return 1;
}

}

// By the words of `expect`, and what it has none for.
void pushMeasures(lua_State* lua, const Measures& measures) {
    lua_newtable(lua);
    for (const Measure& known : expectable)
        if (known.measure) setNumber(lua, std::string(known.word).c_str(), known.of(measures, 0));
    setNumber(lua, "rms", measures.rms);
    setNumber(lua, "sample_peak", measures.samplePeak);
    setNumber(lua, "crest", measures.crest);
}

void addSoundFunctions(lua_State* lua) {
    lua_pushcfunction(lua, guarded<read>);
    lua_setfield(lua, -2, "sound");
    luaL_newmetatable(lua, soundName);
    const luaL_Reg functions[] = {{"__index", guarded<index>},
                                  {"__gc", free},
                                  {"__add", guarded<plus>},
                                  {"__sub", guarded<minus>},
                                  {"measure", guarded<measureSound>},
                                  {"spectrum", guarded<spectrum>},
                                  {"onsets", guarded<findOnsets>},
                                  {"levels", guarded<levelsOf>},
                                  {"part", guarded<part>},
                                  {"save", guarded<save>},
                                  {nullptr, nullptr}};
    luaL_register(lua, nullptr, functions);
    lua_pushboolean(lua, false);
    lua_setfield(lua, -2, "__metatable");
    lua_pop(lua, 1);
}

}
