// Reads fragments where they are named.
// SPDX-License-Identifier: MIT
#include "framework/document/fragment.h"
#include "framework/document/merge.h"
#include "framework/document/yaml.h"
#include <algorithm>

namespace stemwright {

namespace {

constexpr size_t deepest = 16, mostValues = 1000000;

size_t size(const Datum& datum) {
    size_t values = 1;
    for (const Datum& element : datum.list) values += size(element);
    for (const auto& [_, value] : datum.entries) values += size(value);
    return values;
}

bool onlyIncludes(const Datum& datum) {
    return datum.isMap() && datum.entries.size() == 1 && datum.entries[0].first.name == "include";
}

}

std::optional<std::string> fileNamed(const Datum& name, const std::string& path, const ReadText& read,
                                     std::vector<Problem>& problems) {
    std::vector<Problem> reasons;
    auto text = read(path, reasons);
    for (Problem reason : reasons) { // the reader speaks of the file; who names it must be told where
        std::string shown = "\"" + name.scalar + "\"";
        std::string cause = shown + ": " + reason.cause;
        if (reason.cause == "there is no such file") cause = "there is no file " + shown;
        if (reason.cause == "this is a folder") cause = shown + " is a folder";
        size_t slash = name.scalar.rfind('/'); // names in the same folder are written with it
        if (size_t quote = reason.cure.find("did you mean \""); quote == 0 && slash != std::string::npos)
            reason.cure.insert(14, name.scalar.substr(0, slash + 1));
        problems.push_back({name.place, cause, reason.cure});
    }
    return text;
}

std::optional<Problem> otherVersion(const Datum& version) {
    if (version.isScalar() && version.scalar == "1") return {};
    std::string shown = version.isScalar() ? "\"" + version.scalar + "\"" : std::string(version.kindName());
    return Problem{version.place, "this version reads format 1, not " + shown, versionCure};
}

std::optional<Datum> Fragments::read(const Datum& name, Part part) {
    auto fail = [&](std::string cause, std::string cure) {
        problems_.push_back({name.place, std::move(cause), std::move(cure)});
        return std::optional<Datum>{};
    };
    if (!name.isScalar())
        return fail("include holds " + std::string(name.kindName()), "write the name of a file");
    std::string path = pathBeside(name.place.file, name.scalar);
    if (path == pathBeside("", name.place.file) || std::find(open_.begin(), open_.end(), path) != open_.end())
        return fail("this makes \"" + path + "\" include itself", "take it out");
    if (open_.size() >= deepest)
        return fail("files include each other more than " + std::to_string(deepest) + " deep",
                    "put some of them into one");
    auto known = known_.find(path);
    if (known == known_.end()) {
        auto text = fileNamed(name, path, read_, problems_);
        if (!text) return {};
        size_t before = problems_.size();
        known = known_.emplace(path, readYaml(*text, path, problems_)).first;
        for (size_t i = before; i < problems_.size(); ++i)
            if (problems_[i].cause == "the file is empty")
                problems_[i].cure = "write a map or a list into it";
    }
    Datum datum = known->second;
    if (datum.kind == Datum::Kind::none) return {};
    if (datum.isScalar())
        return fail("\"" + name.scalar + "\" is a single value", "write a map or a list into it");
    if (values_ > mostValues) return {}; // told already
    if ((values_ += size(datum)) > mostValues)
        return fail("the includes up to here stand for more than a million values",
                    "write out what is needed: this is an include bomb");
    if (const Datum::Entry* extends = datum.entry("extends")) {
        problems_.push_back(
            {extends->first.place, "a fragment has no \"extends\"", "name that file in the document"});
        return {};
    }
    if (const Datum* version = datum.find("stemwright")) {
        if (auto problem = otherVersion(*version)) {
            problems_.push_back(*problem);
            return {};
        }
        std::erase_if(datum.entries, [](const auto& e) { return e.first.name == "stemwright"; });
    }
    open_.push_back(path);
    insertInto(datum, part);
    open_.pop_back();
    return datum;
}

std::optional<Datum> Fragments::fragment(const Datum& name, Part part) {
    auto datum = read(name, part);
    incomplete_ |= !datum;
    return datum;
}

std::optional<Datum> Fragments::fragments(const Datum& names, Part part) {
    if (names.isScalar()) return fragment(names, part);
    if (!names.isList() || names.list.empty()) {
        incomplete_ = true;
        problems_.push_back({names.place,
                             "include is " + std::string(names.isList() ? "empty" : names.kindName()),
                             "write a file, or a list of files"});
        return {};
    }
    std::optional<Datum> all;
    for (const Datum& name : names.list)
        if (auto one = fragment(name, part)) {
            if (all && !(all->isMap() && one->isMap())) {
                standsAlone(name, one->isMap() ? *all : *one);
                return {};
            }
            all = all ? merged(*all, *one, part) : *one;
        }
    return all;
}

void Fragments::standsAlone(const Datum& name, const Datum& fragment) {
    incomplete_ = true;
    problems_.push_back({name.place,
                         "\"" + name.scalar + "\" is " + std::string(fragment.kindName()) +
                             ", which cannot stand beside other words",
                         "take them out, or include a map"});
}

void Fragments::insertIntoMap(Datum& map, Part part) {
    const Datum::Entry* include = map.entry("include");
    if (!include) return;
    Datum names = include->second;
    if (names.kind == Datum::Kind::none) names.place = include->first.place;
    std::erase_if(map.entries, [](const auto& e) { return e.first.name == "include"; });
    auto below = fragments(names, part);
    if (!below) return;
    if (map.entries.empty())
        map = std::move(*below);
    else if (below->isMap() || part == Part::chain) // a chain may be edited
        map = merged(*below, map, part);
    else
        standsAlone(names, *below);
}

void Fragments::insertIntoList(Datum& list) {
    std::vector<Datum> elements;
    for (Datum& element : list.list) {
        if (!onlyIncludes(element)) {
            insertInto(element, Part::parameters);
            elements.push_back(std::move(element));
            continue;
        }
        auto below = fragments(element.entries[0].second, Part::parameters);
        if (!below) continue;
        if (below->isList())
            elements.insert(elements.end(), below->list.begin(), below->list.end());
        else
            elements.push_back(std::move(*below));
    }
    list.list = std::move(elements);
}

void Fragments::insertInto(Datum& datum, Part part) {
    for (auto& [key, value] : datum.entries)
        if (key.name != "include") {
            Part under = partUnder(part, key.name, value);
            insertInto(value, under == Part::atom ? Part::parameters : under);
        }
    if (datum.isMap()) insertIntoMap(datum, part);
    if (datum.isList()) insertIntoList(datum);
}

}
