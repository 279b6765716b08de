// docs/document.md has an example of every word of the language, and of everything that a word can be.
// SPDX-License-Identifier: MIT
#include "framework/document/part.h"
#include "framework/document/vocabulary.h"
#include "framework/document/yaml.h"
#include "tests/framework/document/reference_page.h"
#include <algorithm>
#include <gtest/gtest.h>
#include <map>
#include <set>

namespace stemwright::test {
namespace {

// A word that means the same in several maps is shown in one of them.
using Meaning = std::pair<std::string_view, std::string_view>; // name and help

class Shown {
  public:
    void mapOf(Owner owner, const Datum& map) {
        for (const Word& word : vocabulary(Owner::anything))
            if (map.find(word.name)) note(word, {});
        for (const auto& [key, value] : map.entries)
            for (const Word& word : vocabulary(owner))
                if (word.name == key.name) {
                    note(word, value);
                    look(word.form, value);
                }
    }

    bool has(const Word& word) const { return values_.contains({word.name, word.help}); }
    bool has(const Word& word, std::string_view choice) const {
        return values_.at({word.name, word.help}).contains(std::string(choice));
    }

  private:
    void note(const Word& word, const Datum& value) { values_[{word.name, word.help}].insert(value.scalar); }

    void look(const Form& form, const Datum& value) {
        switch (form.kind) {
        case Form::Kind::map:
            mapOf(form.owner, value);
            if (form.owner == Owner::expect) eachOf(Owner::expect, value); // of an output
            break;
        case Form::Kind::maps:
            eachOf(form.owner, value);
            break;
        case Form::Kind::from:
            eachOf(Owner::send, value);
            break;
        case Form::Kind::limits:
            mapOf(Owner::limits, value);
            break;
        case Form::Kind::chain:
            chain(value);
            break;
        default:
            number(value);
        }
    }

    void eachOf(Owner owner, const Datum& maps) {
        for (const auto& [_, map] : maps.entries) {
            number(map);
            mapOf(owner, map);
        }
    }

    void chain(const Datum& written) {
        mapOf(Owner::edits, written);
        for (const auto& [_, edit] : written.entries) {
            mapOf(Owner::edit, edit);
            number(edit);
        }
        for (const Datum& entry : written.list) {
            mapOf(Owner::entry, entry);
            number(entry);
        }
    }

    // Values that are maps, at any depth.
    void number(const Datum& datum) {
        if (datum.find("points")) {
            mapOf(Owner::automation, datum);
            for (const Datum& point : datum.find("points")->list)
                if (point.list.size() == 3) note(shape(), point.list[2]);
        } else if (isValue(datum))
            mapOf(Owner::value, datum);
        for (const auto& [_, inner] : datum.entries) number(inner);
    }

    static const Word& shape() {
        const auto& words = vocabulary(Owner::automation);
        return *std::find_if(words.begin(), words.end(), [](const Word& w) { return w.name == "shape"; });
    }

    std::map<Meaning, std::set<std::string>> values_;
};

Shown shownOnThePage() {
    Shown shown;
    for (const Example& example : examplesOfThePage()) {
        if (example.language != "yaml" || example.isFragment()) continue;
        std::vector<Problem> problems; // an example of a mistake is one of its words too
        shown.mapOf(Owner::mix, readYaml(example.text, example.file(), problems));
    }
    return shown;
}

TEST(LanguageReference, ShowsEveryWordInAnExample) {
    Shown shown = shownOnThePage();
    for (int owner = 0; owner <= int(Owner::limits); ++owner)
        for (const Word& word : vocabulary(Owner(owner)))
            EXPECT_TRUE(shown.has(word)) << word.name << ": " << word.help;
}

TEST(LanguageReference, ShowsEveryChoiceInAnExample) {
    Shown shown = shownOnThePage();
    for (int owner = 0; owner <= int(Owner::limits); ++owner)
        for (const Word& word : vocabulary(Owner(owner)))
            for (std::string_view choice : word.form.choices)
                EXPECT_TRUE(shown.has(word) && shown.has(word, choice)) << word.name << ": " << choice;
}

}
}
