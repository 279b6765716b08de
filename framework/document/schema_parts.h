// The pieces that the schema of documents is put together from.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/document/vocabulary.h"
#include "framework/node/registry.h"
#include <nlohmann/json_fwd.hpp>

namespace stemwright::schemas {

using Json = nlohmann::ordered_json;

// Values (schema_value.cpp)

/// `{"$ref": ...}` to a definition. It stands alone: readers of draft 7 ignore what stands beside it.
Json reference(const std::string& definition);
/// A map of these properties and no others; `include` may stand in any.
Json object(Json properties);
/// The same, with reasons beside the properties.
Json reasonedObject(Json properties);
/// What matches one of these, or nothing, which removes what lies below.
Json anyOf(std::vector<Json> alternatives);
/// `scalar`, or `{is: scalar, because: ...}`, or nothing.
Json valued(const Json& scalar);
Json text();
Json name(); ///< of a strip, a node, a tap or an entry
Json answer();
/// One of these words; those that YAML reads as numbers or booleans match in quotes, too.
Json oneOf(const std::vector<std::string>& words);
/// One, or a list of them and of fragments that hold them.
Json oneOrMore(const Json& element);
/// A number in `unit`, as a scalar.
Json quantity(Unit unit);
enum class Movement { fixed, automated };
/// A number with all that may stand for it.
Json number(const Range& limits, Movement movement);
/// What these refer to.
void defineValues(Json& definitions);
/// Adds the help of something, with what else is known of it.
Json described(Json schema, const std::string& name, const std::string& help, const std::string& range = "",
               const std::string& initial = "");

// Parameters (schema_parameter.cpp)

/// "gain.gain": the parameter `gain` of the node `gain`, with a word's help.
Json ofParameter(std::string_view address, const Word& word);
/// A node with default arguments, and its type.
struct Sample {
    const Type* type;
    std::unique_ptr<Node> node;
};
/// The parameters, records and further inputs of a type, by name; with `within`, those of its records.
Json parameters(const Sample& sample, const std::string& within = "");
/// The arguments of a type.
Json arguments(const Type& type);
/// What these refer to.
void defineParameters(Json& definitions, const std::vector<Sample>& samples);
/// Whether there may be parameters that only a file of its own knows.
bool isUpToAFile(const Node& described);
/// Whether a node of this type passes sound on, makes it, or does something else.
enum class Place { chain, source, elsewhere };
Place placeOf(const Node& described);

// Words (schema_word.cpp)

/// The name of what holds a map, or a word of it.
std::string definitionOf(Owner owner, std::string_view word = "");
/// Whether a word's value does not depend on what its map stands for.
bool standsAlone(const Form& form);
/// The words of a map that stand alone, by name.
Json words(Owner owner);
/// What these refer to.
void defineWords(Json& definitions);

// Chains, nodes and sources (schema_chain.cpp)

void defineChains(Json& definitions, const std::vector<Sample>& samples);

}
