// Resolves templates that are like others, and merges them under strips.
// SPDX-License-Identifier: MIT
#include "framework/document/template.h"
#include "framework/document/merge.h"
#include "framework/document/vocabulary.h"
#include "framework/document/words.h"
#include <algorithm>
#include <map>

namespace stemwright {

namespace {

void sink(Datum& datum) {
    datum.place.layer += belowAllLayers;
    for (Datum& element : datum.list) sink(element);
    for (auto& [key, value] : datum.entries) {
        key.place.layer += belowAllLayers;
        sink(value);
    }
}

class Templates {
  public:
    Templates(const Datum& written, const Remarks& remarks) : remarks_(remarks) {
        if (expectMap(written, "templates", "write a map by name, such as {voice: {gain: -3 dB}}",
                      remarks.problems) == Shown::other)
            return;
        for (const auto& [key, strip] : written.entries) {
            std::string mistake = mistakeInName(key.name, Dots::forbidden);
            if (!mistake.empty()) problem(key.place, mistake, "use letters, digits, _ and -");
            bool none = strip.kind == Datum::Kind::none;
            if (none && key.place.layer != 0) { // a lower layer's, which is gone
                if (strip.list.empty())
                    remarks_.warnings.push_back(
                        {key.place, "the template \"" + key.name + "\" removes nothing: there is none below",
                         "take it out"});
                continue;
            }
            if (none)
                nothingToRemove("the template \"" + key.name + "\"", key.place,
                                "write {} for a plain template", remarks.problems);
            const Datum& last = strip.kind == Datum::Kind::steps ? strip.list.back() : strip;
            if (expectMap(last, "the template \"" + key.name + "\"", "write a map, such as {chain: []}",
                          remarks.problems) == Shown::other)
                continue;
            checkWords(last, "a template", wordsOf(Owner::pattern), remarks.problems);
            Datum below = none ? Datum::map({}) : last;
            sink(below);
            templates_.emplace(key.name, std::move(below));
        }
    }

    void applyTo(Datum& strip) {
        if (strip.kind == Datum::Kind::steps) return applyTo(strip.list.back()); // an earlier one was removed
        const Datum::Entry* like = strip.entry("like");
        if (!like) return;
        bool none = like->second.kind == Datum::Kind::none;
        if (none && like->first.place.layer != 0) return; // has removed another one, or is an orphan
        const Datum names = like->second;
        std::erase_if(strip.entries, [](const auto& e) { return e.first.name == "like"; });
        if (!names.isScalar() && !names.isList())
            return problem(names.place, "like is " + std::string(names.kindName()),
                           "write the name of a template, or a list of names");
        Datum below = Datum::map({});
        for (const Datum& name : names.isList() ? names.list : std::vector<Datum>{names})
            below = merged(below, named(name), Part::strip);
        below.place = strip.place;
        strip = merged(below, strip, Part::strip);
    }

  private:
    void problem(const Place& place, std::string cause, std::string cure) {
        remarks_.problems.push_back({place, std::move(cause), std::move(cure)});
    }

    // A template with what it is like itself; empty after a problem.
    Datum named(const Datum& name) {
        Datum nothing = Datum::map({});
        if (!name.isScalar()) {
            problem(name.place, "like holds " + std::string(name.kindName()), "write the name of a template");
            return nothing;
        }
        auto found = templates_.find(name.scalar);
        if (found == templates_.end()) {
            std::vector<std::string> known;
            for (const auto& [word, _] : templates_) known.push_back(word);
            problem(name.place, "there is no template \"" + name.scalar + "\"",
                    known.empty() ? "write templates: {" + name.scalar + ": {...}}"
                                  : suggestion(name.scalar, known));
            return nothing;
        }
        if (std::find(open_.begin(), open_.end(), name.scalar) != open_.end()) {
            problem(name.place, "this makes the template \"" + name.scalar + "\" like itself", "take it out");
            return nothing;
        }
        if (open_.size() == deepest) {
            problem(name.place,
                    "templates are like each other more than " + std::to_string(deepest) + " deep",
                    "write some of them out");
            return nothing;
        }
        open_.push_back(name.scalar);
        Datum strip = found->second;
        applyTo(strip);
        open_.pop_back();
        found->second = strip; // worked out once
        return strip;
    }

    static constexpr size_t deepest = 64;
    const Remarks& remarks_;
    std::map<std::string, Datum> templates_;
    std::vector<std::string> open_;
};

}

void applyTemplates(Datum& document, const Remarks& remarks) {
    const Datum* written = document.find("templates");
    Templates templates(written ? *written : Datum{}, remarks);
    std::erase_if(document.entries, [](const auto& e) { return e.first.name == "templates"; });
    for (auto& [section, content] : document.entries) {
        if (section.name == "master") templates.applyTo(content);
        if (section.name == "tracks" || section.name == "buses")
            for (auto& [_, strip] : content.entries) templates.applyTo(strip);
    }
}

}
