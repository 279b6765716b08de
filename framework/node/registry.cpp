// Keeps the types of nodes, and loads the libraries that hold them.
// SPDX-License-Identifier: MIT
#include "framework/node/registry.h"
#include "framework/node/instruction_set.h"
#include <algorithm>
#include <atomic>
#include <dlfcn.h>
#include <map>
#include <mutex>
#include <optional>

namespace stemwright {

std::unique_ptr<Node> Type::make(const Construction& construction) const {
    Node::Constructing here(construction);
    std::unique_ptr<Node> node = construct();
    node->finishConstruction(name);
    return node;
}

std::unique_ptr<Node> Type::describe() const {
    Timeline timeline;
    Datum none = Datum::map({});
    std::vector<Problem> problems;
    return make({none, timeline, "", 1, problems, Construction::Purpose::description});
}

// The nodes are a library of their own, built once for each instruction set. Types put themselves into a
// table while their library is loaded; those of the program itself are there before, and stand in every
// table.
struct Registry::Tables {
    std::mutex mutex; // of `sets`
    std::map<std::string, std::unique_ptr<Registry>> sets;
    std::atomic<Registry*> chosen = nullptr;
    Registry program;
    Registry* filling = &program;
    std::optional<Error> clash; // of names, once a library is loaded: nothing can be thrown through dlopen()

    Registry& of(const InstructionSet& set);
};

Registry::Tables& Registry::tables() {
    static Tables all;
    return all;
}

// By path, not by name: the loader would take its own pick, and a sanitizer's dlopen() finds none.
Registry& Registry::Tables::of(const InstructionSet& set) {
    std::lock_guard lock(mutex);
    if (clash) throw *clash;
    if (auto known = sets.find(set.name); known != sets.end()) return *known->second;
    auto table = std::make_unique<Registry>(program);
    table->instructionSet_ = set.name;
    filling = table.get();
    void* library = dlopen(set.library.c_str(), RTLD_NOW | RTLD_LOCAL);
    filling = &program;
    if (!library)
        throw Error(std::string("the nodes cannot be loaded: ") + dlerror(),
                    "install libstemwright-nodes.so beside libstemwright.so");
    if (clash) throw *clash;
    return *(sets[set.name] = std::move(table));
}

Registry& Registry::instance() {
    if (Registry* chosen = tables().chosen.load()) return *chosen;
    choose(instructionSets().back());
    return *tables().chosen.load();
}

std::vector<std::string> Registry::instructionSets() {
    std::vector<std::string> usable;
    for (const InstructionSet& set : installedInstructionSets())
        if (set.usable) usable.push_back(set.name);
    return usable;
}

void Registry::choose(const std::string& instructionSet, const Place& place) {
    std::string cause = "there is no instruction set \"" + instructionSet + "\" here", cure;
    for (const InstructionSet& set : installedInstructionSets()) {
        if (set.name == instructionSet) {
            if (set.usable) {
                tables().chosen = &tables().of(set);
                return;
            }
            cause = "this processor lacks the instructions of \"" + instructionSet + "\"";
        }
        if (set.usable) cure += (cure.empty() ? "write one of " : ", ") + set.name;
    }
    throw Error(place, cause, cure);
}

void Registry::add(Type type, const std::vector<int>& widths) {
    auto shared = std::make_shared<const Type>(std::move(type));
    Tables& all = tables();
    try {
        all.filling->insert(shared, widths);
    } catch (const Error& error) {
        if (all.filling == &all.program) throw;
        all.clash = error;
    }
    if (all.filling == &all.program) // late ones come from a library that the program loads itself
        for (auto& [name, table] : all.sets) table->insert(shared, widths);
}

void Registry::insert(std::shared_ptr<const Type> type, const std::vector<int>& widths) {
    auto where = std::lower_bound(types_.begin(), types_.end(), type->name,
                                  [](const auto& t, const std::string& n) { return t->name < n; });
    if (where != types_.end() && (*where)->name == type->name)
        throw Error("two nodes are called \"" + type->name + "\"", "rename one");
    types_.insert(where, std::move(type));
    if (widths.size() > widths_.size()) widths_ = widths;
}

void Registry::add(Moves moves) { tables().filling->moves_ = std::move(moves); }

const Type* Registry::find(std::string_view name) const {
    auto where = std::lower_bound(types_.begin(), types_.end(), name,
                                  [](const auto& t, std::string_view n) { return t->name < n; });
    return where != types_.end() && (*where)->name == name ? where->get() : nullptr;
}

std::vector<const Type*> Registry::types() const {
    std::vector<const Type*> all;
    for (const auto& t : types_) all.push_back(t.get());
    return all;
}

std::vector<std::string> Registry::names() const {
    std::vector<std::string> all;
    for (const Type* t : types()) all.push_back(t->name);
    return all;
}

}
