// How functions of C++ become functions of Lua.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/audio/sound_buffer.h"
#include "framework/document/revision.h"
#include "framework/lua/state.h"
#include "framework/script/script_host.h"

namespace stemwright {

/// Raises what went wrong, at the line of the script that is running. Never returns.
[[noreturn]] void raisePending(lua_State* lua);
void setPending(const std::exception& error);

/// A function whose Errors are errors of the script that called it.
template <int (*function)(lua_State*)> int guarded(lua_State* lua) {
    try {
        return function(lua);
    } catch (const std::exception& error) { // not what Lua throws
        setPending(error);
    }
    raisePending(lua); // where nothing is left that has a destructor
}

/// The text at `index`; throws an Error that says what it should be.
std::string textAt(lua_State* lua, int index, const char* what);
double numberAt(lua_State* lua, int index, const char* what);

/// A field of the table at `index`: false where there is none. Numbers are taken as texts too.
bool optionAt(lua_State* lua, int index, const char* name, std::string& value);
bool optionAt(lua_State* lua, int index, const char* name, double& value);

void pushText(lua_State* lua, const std::string& text);
void pushProblems(lua_State* lua, const std::vector<Problem>& problems); ///< as a list of texts

/// Adds the functions to the table on top of the stack.
void addDocumentFunctions(lua_State* lua);
void addEditFunctions(lua_State* lua);
void addRenderFunctions(lua_State* lua);
void addNodeFunctions(lua_State* lua);
void addSoundFunctions(lua_State* lua);
void addAnalysisFunctions(lua_State* lua);

/// Where a sound file is that a script names: the script of a mix finds them as the mix does.
std::string soundPath(lua_State* lua, const std::string& name);

/// What all layers come to; throws what keeps them from being read.
const Datum& wholeOf(const Revision& document);

/// The document at `index`; throws an Error where that is none.
Revision& documentAt(lua_State* lua, int index);
void pushDocument(lua_State* lua, std::unique_ptr<Revision> document);
void pushSound(lua_State* lua, SoundBuffer sound);
const SoundBuffer& soundAt(lua_State* lua, int index);
void pushMeasures(lua_State* lua, const Measures& measures);

/// Who renders; throws an Error where the script may not write files.
ScriptHost& hostOf(lua_State* lua);

}
