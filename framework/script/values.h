// Values of documents as values of Lua, and back.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/document/meaning.h"

struct lua_State;

namespace stemwright {

/// The value at `index` as a document would say it: numbers as short as they read back, true as yes, tables
/// as lists or maps. Arguments of nodes stand in the order in which the node declares them, words of strips
/// as they are explained, all other keys by the alphabet. nil and stemwright.null are nothing. Throws an
/// Error where there is no such value.
Datum datumFrom(lua_State* lua, int index);

/// Writes bare numbers of a value in the unit of what it is for.
void addUnits(Datum& value, const Meaning& meaning);

/// Pushes a value: what is measured in a unit as a number, answers as true and false, the rest as text; lists
/// and maps as tables, `{is: ...}` as what it is.
void pushDatum(lua_State* lua, const Datum& value, const Meaning& meaning, const Timeline& timeline);

/// What stemwright.null is: what takes away what a lower layer says.
void pushNull(lua_State* lua);

}
