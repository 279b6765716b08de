// Walks through all nodes of the registry, and finds arguments for each from what it says of itself.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/lua/script_node.h"
#include "tests/framework/neural/fake_model.h"
#include <algorithm>
#include <cmath>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <optional>
#include <random>
#include <unistd.h>

namespace stemwright {

/// The type "lua" once for each script in scripts/nodes/, as if it had its ports and parameters.
inline const std::vector<Type>& scriptTypes() {
    static const std::vector<Type> types = [] {
        std::vector<Type> found;
        for (const auto& entry : std::filesystem::directory_iterator(SOURCE_DIR "/scripts/nodes"))
            if (entry.path().extension() == ".lua") found.push_back(scriptType(entry.path()));
        return found;
    }();
    return types;
}

/// The type "torch" as if every file held a model of one pole.
inline const Type& fakeModelType() {
    static const Type type = [] {
        const Type& real = *Registry::instance().find("torch");
        auto model = fakeFilter(plainFacts(controlStep), 0, 0.25f);
        return modelType(real.name, real.help, [=](const auto&, const auto&) { return model; });
    }();
    return type;
}

/// Types from nodes/, without those that tests register; scripts and a model stand for the nodes that need
/// one.
inline std::vector<const Type*> realTypes() {
    std::vector<const Type*> real{&fakeModelType()};
    for (const Type& type : scriptTypes()) real.push_back(&type);
    for (const Type* type : Registry::instance().types())
        if (type->name != scriptTypes()[0].name && type->name != fakeModelType().name &&
            std::filesystem::exists(std::string(SOURCE_DIR "/nodes/") + type->family + "/" + type->name +
                                    ".cpp"))
            real.push_back(type);
    return real;
}

/// Those of which nodes can be made by name: the name of the model's stands for LibTorch, which has tests of
/// its own.
inline std::vector<const Type*> namedTypes() {
    std::vector<const Type*> named = realTypes();
    std::erase(named, &fakeModelType());
    return named;
}

/// A stereo file of noise, 32-bit floating point at 48 kHz; written once for each process.
inline const std::string& noiseFile() {
    static const std::string path = [] {
        std::string name = testing::TempDir() + "stemwright-walk-" + std::to_string(getpid()) + ".wav";
        std::ofstream file(name, std::ios::binary);
        auto put = [&](uint64_t value, int bytes) {
            file.write(reinterpret_cast<const char*>(&value), bytes);
        };
        constexpr uint32_t frames = 48000, channels = 2, size = frames * channels * 4;
        file << "RIFF", put(36 + size, 4), file << "WAVEfmt ", put(16, 4), put(3, 2), put(channels, 2);
        put(48000, 4), put(48000 * channels * 4, 4), put(channels * 4, 2), put(32, 2), file << "data",
            put(size, 4);
        std::mt19937 random(1);
        for (uint32_t i = 0; i < frames * channels; ++i) {
            float x = float(int32_t(random())) * 0x1p-32f;
            file.write(reinterpret_cast<const char*>(&x), 4);
        }
        static struct Remover {
            std::string path;
            ~Remover() { std::filesystem::remove(path); }
        } remover{name};
        return name;
    }();
    return path;
}

/// How to choose; what gives nothing is left at its default.
struct Picker {
    std::function<std::optional<double>(const Range&)> number = [](const Range&) { return std::nullopt; };
    std::function<std::optional<double>(const Range&)> fixed = [](const Range&) { return std::nullopt; };
    std::function<std::optional<std::string>(const Choice&)> choice = [](const Choice&) {
        return std::nullopt;
    };
};

/// A value of a range, by an even number from 0 to 1; open ends are drawn in, logarithmic ranges are even in
/// octaves.
inline double within(const Range& range, double part) {
    double low = std::max(range.min, -90.), high = std::min(range.max, 1e6);
    if (part <= 0) return range.min;
    if (part >= 1) return high;
    return range.scale == Scale::logarithmic ? low * std::pow(high / low, part) : low + (high - low) * part;
}

namespace detail {
enum With { tables = 1, files = 2, records = 4 };

inline std::optional<Datum> chosen(const Parameter* p, const Picker& pick, int with) {
    if (auto* n = dynamic_cast<const Number*>(p)) {
        if (auto v = pick.number(n->limits)) return Datum(formatQuantity(*v, n->limits.unit));
    } else if (auto* f = dynamic_cast<const Fixed*>(p)) {
        if (auto v = pick.fixed(f->limits)) return Datum(formatQuantity(*v, f->limits.unit));
    } else if (auto* c = dynamic_cast<const Choice*>(p)) {
        if (auto word = pick.choice(*c)) return Datum(*word);
    } else if (dynamic_cast<const File*>(p)) {
        if (with & files) return Datum(noiseFile());
    } else if (dynamic_cast<const Table*>(p) && with & tables)
        return Datum::sequence(
            {Datum::sequence({Datum("0.5"), Datum("-0.25")}), Datum::sequence({Datum("0"), Datum("1")})});
    return {};
}

inline Datum attempt(const Type& type, const Picker& pick, int with) {
    auto described = type.describe();
    Datum written = Datum::map({});
    auto put = [](Datum& map, const std::string& name, Datum value) {
        map.entries.push_back({{name, {}}, std::move(value)});
    };
    auto* script = dynamic_cast<const ScriptNode*>(described.get());
    if (script) put(written, "script", script->definingFile());
    for (const Parameter* p : described->parameters())
        if (p->name.find('.') == std::string::npos)
            if (auto d = chosen(p, pick, with); d && !(script && p->name == "script"))
                put(written, p->name, *d);
    for (const RecordsBase* r : described->records()) {
        if (!(with & records)) continue;
        Datum all = Datum::map({});
        for (const char* name : {"one", "two", "three"}) {
            Datum one = Datum::map({});
            std::string prefix = r->name + ".NAME.";
            for (const Parameter* p : described->parameters())
                if (p->name.starts_with(prefix))
                    if (auto d = chosen(p, pick, with)) put(one, p->name.substr(prefix.size()), *d);
            put(all, name, std::move(one));
        }
        put(written, r->name, std::move(all));
    }
    return written;
}
}

inline std::unique_ptr<Node> makeNode(const Type& type, const Datum& arguments,
                                      std::vector<Problem>& problems, double rate = 48000) {
    static Timeline timeline;
    timeline.rate = rate;
    return type.make({arguments, timeline, "", 1, problems});
}

/// Arguments that the node takes: with records, tables and files where it wants them. Nothing where none were
/// found.
inline std::optional<Datum> sensibleArguments(const Type& type, const Picker& pick = {}) {
    Picker plain = pick; // where fixed numbers do not fit together, only the others are chosen
    plain.fixed = Picker{}.fixed;
    for (const Picker* picker : {&pick, static_cast<const Picker*>(&plain)})
        for (int with : {4, 0, 5, 1, 2, 6, 3, 7}) {
            Datum arguments = detail::attempt(type, *picker, with);
            std::vector<Problem> problems;
            makeNode(type, arguments, problems);
            if (problems.empty()) return arguments;
        }
    return {};
}

/// Numbers, words and fixed numbers by chance, the same for the same seed.
inline Picker byChance(uint32_t seed, bool words = true) {
    auto random = std::make_shared<std::mt19937>(seed);
    Picker pick;
    pick.number = [=](const Range& r) {
        return std::optional(within(r, double((*random)() % 1000) / 1000 + 5e-4));
    };
    pick.fixed = pick.number;
    if (words)
        pick.choice = [=](const Choice& c) { return std::optional(c.words[(*random)() % c.words.size()]); };
    return pick;
}

/// Each word of each choice in turn, all else as `pick` says.
inline std::vector<Picker> everyWord(const Type& type, const Picker& pick) {
    std::vector<Picker> all;
    auto described = type.describe();
    for (const Parameter* p : described->parameters())
        if (auto* choice = dynamic_cast<const Choice*>(p))
            for (const std::string& word : choice->words) {
                all.push_back(pick);
                all.back().choice = [name = choice->name.substr(choice->name.rfind('.') + 1),
                                     word](const Choice& c) {
                    return c.name.ends_with(name) ? std::optional(word) : std::nullopt;
                };
            }
    if (all.empty()) all.push_back(pick);
    return all;
}

}
