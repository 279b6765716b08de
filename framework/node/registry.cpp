// Keeps the types of nodes, and loads the library that holds them.
// SPDX-License-Identifier: MIT
#include "framework/node/registry.h"
#include <algorithm>
#include <dlfcn.h>
#include <mutex>

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

Registry& Registry::instance() {
    static Registry registry;
    return registry;
}

// The nodes are a library of their own, built once for each instruction set: the loader takes the one in
// glibc-hwcaps/ that fits the processor, found beside this library. Their types put themselves in while it is
// loaded. A sanitizer's own dlopen() does not look beside this library, so that is tried by hand after it.
static void loadNodes() {
    static std::once_flag once;
    std::call_once(once, [] {
        const std::string name = "libstemwright-nodes.so";
        if (dlopen(name.c_str(), RTLD_NOW | RTLD_LOCAL)) return;
        std::string reason = dlerror();
        Dl_info self;
        if (dladdr(reinterpret_cast<const void*>(&loadNodes), &self)) {
            std::string path = self.dli_fname;
            if (dlopen((path.substr(0, path.rfind('/') + 1) + name).c_str(), RTLD_NOW | RTLD_LOCAL)) return;
        }
        throw Error("the nodes cannot be loaded: " + reason, "install " + name + " beside libstemwright.so");
    });
}

void Registry::add(Type type, std::vector<int> widths) {
    auto where = std::lower_bound(types_.begin(), types_.end(), type.name,
                                  [](const auto& t, const std::string& n) { return t->name < n; });
    if (where != types_.end() && (*where)->name == type.name)
        throw Error("two nodes are called \"" + type.name + "\"", "rename one");
    types_.insert(where, std::make_unique<Type>(std::move(type)));
    if (widths.size() > widths_.size()) widths_ = std::move(widths);
}

void Registry::add(Moves moves) { moves_ = std::move(moves); }

const Type* Registry::find(std::string_view name) const {
    loadNodes();
    auto where = std::lower_bound(types_.begin(), types_.end(), name,
                                  [](const auto& t, std::string_view n) { return t->name < n; });
    return where != types_.end() && (*where)->name == name ? where->get() : nullptr;
}

std::vector<const Type*> Registry::types() const {
    loadNodes();
    std::vector<const Type*> all;
    for (const auto& t : types_) all.push_back(t.get());
    return all;
}

const std::vector<int>& Registry::widths() const {
    loadNodes();
    return widths_;
}

const Moves& Registry::moves() const {
    loadNodes();
    return moves_;
}

std::vector<std::string> Registry::names() const {
    std::vector<std::string> all;
    for (const Type* t : types()) all.push_back(t->name);
    return all;
}

}
