// Parameters that nobody reads, and a message that crosses from the audio thread.
// SPDX-License-Identifier: MIT
#include "framework/node/file_defined_node.h"
#include <algorithm>
#include <cstring>

namespace stemwright {

namespace {

class UnreadParameter : public Parameter {
  public:
    UnreadParameter(Scope* scope, std::string name_) : Parameter(scope, std::move(name_), "not read") {}
    std::string kind() const override { return "unknown"; }
    std::string initial() const override { return ""; }
    std::string range() const override { return ""; }
    std::string asWritten() const override { return ""; }
};

}

FileDefinedNode::FileDefinedNode() = default;
FileDefinedNode::~FileDefinedNode() = default;

void FileDefinedNode::acceptAllArguments() {
    for (const auto& [key, value] : construction().arguments.entries)
        if (std::none_of(parameters().begin(), parameters().end(),
                         [&, name = key.name](const Parameter* p) { return p->name == name; }))
            unread_.push_back(std::make_unique<UnreadParameter>(this, key.name));
}

void FileDefinedNode::noteFault(const char* message) const noexcept {
    Fault none = Fault::none;
    if (!fault_.compare_exchange_strong(none, Fault::being)) return;
    std::strncpy(message_.data(), message, message_.size() - 1);
    fault_.store(Fault::noted);
}

std::optional<Problem> FileDefinedNode::takeFault() const {
    Fault noted = Fault::noted;
    if (!fault_.compare_exchange_strong(noted, Fault::told)) return {};
    return explain(message_.data());
}

}
