// Collects what a node's members declare, and compares it with what the document says.
// SPDX-License-Identifier: MIT
#include "framework/node/node.h"
#include <algorithm>

namespace stemwright {

namespace {
thread_local const Construction* current = nullptr;
}

Node::Constructing::Constructing(const Construction& construction) : before_(current) {
    current = &construction;
}
Node::Constructing::~Constructing() { current = before_; }

Node::Node()
    : Scope(this, "", &current->arguments),
      construction_(current),
      rate_(current->timeline.rate),
      seed_(current->seed),
      folder_(current->folder) {}

AudioIn::AudioIn(Node* node, std::string name_, std::string help_, Need need_)
    : name(std::move(name_)), help(std::move(help_)), need(need_), index(int(node->inputs().size())) {
    node->enlist(this);
}

AudioIns::AudioIns(Node* node, std::string name_, std::string help_)
    : name(std::move(name_)), help(std::move(help_)), node_(node) {
    node->enlist(this);
}

AudioIn& AudioIns::grow(size_t count) {
    while (ports_.size() < count)
        ports_.push_back(std::make_unique<AudioIn>(
            node_, name + "[" + std::to_string(ports_.size() + 1) + "]", help, Need::optional));
    return *ports_[count - 1];
}

AudioOut::AudioOut(Node* node, std::string name_, std::string help_)
    : name(std::move(name_)), help(std::move(help_)), index(int(node->outputs().size())) {
    node->enlist(this);
}

ControlOut::ControlOut(Node* node, std::string name_, std::string help_, Unit unit_)
    : name(std::move(name_)), help(std::move(help_)), unit(unit_), index(int(node->controls().size())) {
    node->enlist(this);
}

void Node::enlist(AudioIn* port) {
    inputs_.push_back(port);
    if (!construction_) return; // a port of an array, made when a wire asks for it
    if (const Datum* d = construction_->arguments.find(port->name)) requests_.push_back({port, *d});
}
void Node::enlist(AudioOut* port) { outputs_.push_back(port); }
void Node::enlist(ControlOut* port) { controls_.push_back(port); }
void Node::enlist(Number* number) {
    number->index = int(numbers_.size());
    numbers_.push_back(number);
}
void Node::enlist(Parameter* parameter) { parameters_.push_back(parameter); }

int Node::channels(const AudioOut&) const { return inputs_.empty() ? 1 : std::max(1, inputs_[0]->channels); }

int Node::inputChannels() const {
    int sum = 0;
    for (const AudioIn* port : inputs_) sum += port->channels;
    return sum;
}

int Node::outputChannels() const {
    int sum = 0;
    for (const AudioOut* port : outputs_) sum += port->channels;
    return sum;
}

void Node::arrange(std::span<const int> channelsOfInputs) {
    int offset = 0;
    for (AudioIn* port : inputs_) {
        port->channels = channelsOfInputs[port->index];
        port->offset = offset;
        offset += port->channels;
    }
    offset = 0;
    for (AudioOut* port : outputs_) {
        port->channels = channels(*port);
        port->offset = offset;
        offset += port->channels;
    }
}

void Node::problem(const Place& place, std::string cause, std::string cure) {
    construction_->problems.push_back({place, std::move(cause), std::move(cure)});
}

void Node::finishConstruction(const std::string& typeName) {
    std::vector<std::string> known;
    for (const Parameter* p : parameters_)
        if (p->name.find('.') == std::string::npos) known.push_back(p->name);
    for (const RecordsBase* r : records_) known.push_back(r->name);
    for (const AudioIn* port : inputs_)
        if (port->index > 0) known.push_back(port->name);
    for (const auto& [key, value] : construction_->arguments.entries)
        if (std::find(known.begin(), known.end(), key.name) == known.end()) {
            problem(key.place, typeName + " has no parameter \"" + key.name + "\"",
                    known.empty() ? "it has none: write " + typeName + ": {}" : suggestion(key.name, known));
            std::erase_if(requests_, [&, name = key.name](const Request& r) { return r.port->name == name; });
        }
    construction_ = nullptr;
}

}
