// Reads parameters from the arguments of the node that declares them.
// SPDX-License-Identifier: MIT
#include "framework/node/parameter.h"
#include "framework/audio/elementary.h"
#include "framework/node/node.h"
#include <algorithm>
#include <cmath>
#include <filesystem>

namespace stemwright {

static std::string between(const Range& limits) {
    std::string min = formatQuantity(limits.min, limits.unit), max = formatQuantity(limits.max, limits.unit);
    if (min == "-inf" && max == "inf") return "any";
    return limits.max == unbounded ? min + " and more" : min + " to " + max;
}

Parameter::Parameter(Scope* scope, std::string name_, std::string help_)
    : name(scope->prefix() + std::move(name_)), help(std::move(help_)) {
    scope->node().enlist(this);
}

const Datum* Parameter::written(Scope* scope) const {
    return scope->written_ ? scope->written_->find(std::string_view(name).substr(scope->prefix().size()))
                           : nullptr;
}

Number::Number(Scope* scope, std::string name_, std::string help_, Range limits_, Delivery delivery_)
    : Parameter(scope, std::move(name_), std::move(help_)), limits(limits_), delivery(delivery_) {
    Node& node = scope->node();
    node.enlist(this);
    value.constant = limits.init;
    if (const Datum* d = written(scope))
        value = parseValue(*d, name, limits, node.construction().timeline, node.construction().problems);
}

float Number::delivered(double inUnit) const {
    double v = std::min(std::max(inUnit, limits.min), limits.max);
    if (delivery == Delivery::amplitude) return std::isinf(v) ? 0.f : float(amplitude<double>(v));
    return float(v);
}

std::string Number::range() const { return between(limits); }

std::string Number::asWritten() const { return formatValue(value, limits.unit); }

Fixed::Fixed(Scope* scope, std::string name_, std::string help_, Range limits_)
    : Parameter(scope, std::move(name_), std::move(help_)), limits(limits_), value_(limits_.init) {
    const Datum* d = written(scope);
    if (!d) return;
    given_ = true;
    const Construction& c = scope->node().construction();
    if (d->isMap())
        scope->node().problem(d->place, name + " cannot be automated: it is part of the node's structure",
                              "write one value, " + between(limits));
    else
        value_ = parseValue(*d, name, limits, c.timeline, c.problems).constant;
}

std::string Fixed::range() const { return between(limits); }

Choice::Choice(Scope* scope, std::string name_, std::string help_, std::vector<std::string> words_)
    : Parameter(scope, std::move(name_), std::move(help_)), words(std::move(words_)) {
    const Datum* d = written(scope);
    if (!d) return;
    auto found = std::find(words.begin(), words.end(), d->scalar);
    if (d->isScalar() && found != words.end())
        chosen_ = int(found - words.begin());
    else
        scope->node().problem(
            d->place, name + " is " + (d->isScalar() ? "\"" + d->scalar + "\"" : std::string(d->kindName())),
            "write one of " + range());
}

std::string Choice::range() const {
    std::string text;
    for (const std::string& word : words) text += (text.empty() ? "" : ", ") + word;
    return text;
}

File::File(Scope* scope, std::string name_, std::string help_)
    : Parameter(scope, std::move(name_), std::move(help_)) {
    const Datum* d = written(scope);
    if (!d) return;
    place_ = d->place;
    if (!d->isScalar() || d->scalar.empty()) {
        scope->node().problem(d->place, name + " is " + std::string(d->kindName()),
                              "write the name of a file");
        return;
    }
    std::filesystem::path path(d->scalar), folder(scope->node().construction().folder);
    // In a document of several files each means what lies beside it.
    if (!d->place.file.empty()) folder = std::filesystem::path(d->place.file).parent_path();
    path_ = path.is_absolute() ? path.string() : (folder / path).lexically_normal().string();
}

Table::Table(Scope* scope, std::string name_, std::string help_)
    : Parameter(scope, std::move(name_), std::move(help_)) {
    const Datum* d = written(scope);
    if (!d) return;
    const Construction& c = scope->node().construction();
    auto row = [&](const std::vector<Datum>& list) {
        std::vector<double> numbers;
        for (const Datum& element : list) {
            Range any{0, -1e6, 1e6};
            numbers.push_back(parseValue(element, name, any, c.timeline, c.problems).constant);
        }
        return numbers;
    };
    if (d->isScalar())
        rows_.push_back(row({*d}));
    else if (d->isList() && !d->list.empty() && !d->list[0].isList())
        rows_.push_back(row(d->list));
    else if (d->isList())
        for (const Datum& line : d->list)
            rows_.push_back(row(line.isList() ? line.list : std::vector<Datum>{line}));
    else
        scope->node().problem(d->place, name + " is " + std::string(d->kindName()),
                              "write rows of numbers, such as [[1, 0], [0, 1]]");
}

std::string Table::asWritten() const {
    std::string text = "[";
    for (const auto& row : rows_) {
        text += text.size() > 1 ? ", [" : "[";
        for (size_t i = 0; i < row.size(); ++i) text += (i ? ", " : "") + formatQuantity(row[i], Unit::none);
        text += "]";
    }
    return text + "]";
}

RecordsBase::RecordsBase(Node* node, std::string name_, std::string help_, std::string essential_)
    : name(std::move(name_)), help(std::move(help_)), essential(std::move(essential_)) {
    node->enlist(this);
}

std::vector<Record::Origin> RecordsBase::origins(Node* node) const {
    std::vector<Record::Origin> found;
    const Construction& c = node->construction();
    if (c.purpose == Construction::Purpose::description) return {{node, name + ".NAME", nullptr}};
    const Datum* d = c.arguments.find(name);
    if (!d || d->kind == Datum::Kind::none) return found;
    if (!d->isMap()) {
        node->problem(d->place, name + " is " + std::string(d->kindName()),
                      "write a map by name, such as {low: {...}, high: {...}}");
        return found;
    }
    for (const auto& [key, record] : d->entries) {
        if (record.isMap())
            found.push_back({node, key.name, &record});
        else
            node->problem(record.place, name + "." + key.name + " is " + std::string(record.kindName()),
                          "write a map");
    }
    return found;
}

void RecordsBase::finish(Record& record, Node* node) {
    if (!record.written_) return;
    const std::vector<Parameter*>& all = node->parameters(); // last those of the newest record
    auto first = all.end();
    while (first != all.begin() && (*std::prev(first))->name.starts_with(record.prefix())) --first;
    std::vector<std::string> known;
    for (; first != all.end(); ++first) known.push_back((*first)->name.substr(record.prefix().size()));
    for (const auto& [key, value] : record.written_->entries)
        if (std::find(known.begin(), known.end(), key.name) == known.end())
            node->problem(key.place, record.name + " has no parameter \"" + key.name + "\"",
                          suggestion(key.name, known));
    record.written_ = nullptr;
}

}
