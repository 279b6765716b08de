// Puts the schema together.
// SPDX-License-Identifier: MIT
#include "framework/document/schema.h"
#include "framework/document/schema_parts.h"
#include <nlohmann/json.hpp>

namespace stemwright {

std::string schema() {
    using namespace schemas;
    Json mix = object(words(Owner::mix));
    Json whole{{"$schema", "http://json-schema.org/draft-07/schema#"}};
    whole.update(mix);
    whole["required"] = Json::array({"stemwright"});
    Json definitions = Json::object();
    std::vector<Sample> samples;
    for (const Type* type : Registry::instance().types()) samples.push_back({type, type->describe()});
    defineWords(definitions);
    defineChains(definitions, samples);
    defineParameters(definitions, samples);
    defineValues(definitions);
    whole["definitions"] = std::move(definitions);
    return whole.dump(1) + "\n";
}

}
