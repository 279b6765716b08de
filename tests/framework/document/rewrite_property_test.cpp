// Whatever a document looks like, rewriting does what was asked for and touches nothing else.
// SPDX-License-Identifier: MIT
#include "framework/document/part.h"
#include "framework/document/rewrite.h"
#include "framework/document/value_text.h"
#include "tests/framework/document/styled_text.h"
#include <filesystem>
#include <fstream>
#include <iterator>

namespace stemwright::test {
namespace {

namespace fs = std::filesystem;
using Path = std::vector<std::string>;

struct Scalar {
    Path path;
    std::string letters;
    Place place;
};

// All scalars that a path leads to; of an entry of a chain the type is left out of it.
void collect(const Datum& d, const Path& path, std::vector<Scalar>& all) {
    auto below = [&](const std::string& key) {
        Path longer = path;
        longer.push_back(key);
        return longer;
    };
    if (d.isScalar() && !path.empty()) all.push_back({path, d.scalar, d.place});
    for (const auto& [key, value] : d.entries) collect(value, below(key.name), all);
    if (path.empty() || path.back() != "chain") return;
    for (const Datum& entry : d.list) {
        auto type = std::find_if(entry.entries.begin(), entry.entries.end(),
                                 [](const Datum::Entry& e) { return !isEntryWord(e.first.name); });
        if (type == entry.entries.end()) continue;
        const Datum* id = entry.find("id");
        Path inside = below(id ? id->scalar : type->first.name);
        for (const auto& [key, value] : entry.entries) {
            Path word = inside;
            word.push_back(key.name);
            if (key.name != "id") collect(value, &value == &type->second ? inside : word, all);
        }
    }
}

std::vector<std::string> linesOf(const std::string& text) {
    std::vector<std::string> lines{""};
    for (char c : text)
        if (c == '\n')
            lines.emplace_back();
        else if (c != '\r')
            lines.back().push_back(c);
    return lines;
}

// The line without its comment, and the comment without the gap before it.
std::pair<std::string, std::string> parts(const std::string& line) {
    size_t comment = line.find(" #");
    if (comment == line.npos) return {line, ""};
    return {line.substr(0, line.find_last_not_of(' ', comment) + 1), line.substr(comment + 1)};
}

TEST(RewriteProperty, EveryScalarOfTheSongsIsSetAndSetBack) {
    size_t count = 0;
    for (const auto& file : fs::recursive_directory_iterator(SOURCE_DIR "/graphs")) {
        if (file.path().extension() != ".yaml") continue;
        std::ifstream stream(file.path(), std::ios::binary);
        const std::string text{std::istreambuf_iterator<char>(stream), {}};
        std::vector<Scalar> all;
        collect(readBack(text), {}, all);
        for (const Scalar& scalar : all) {
            ++count;
            const std::string shown = file.path().string() + scalar.place.text();
            std::string same(scalar.letters.size(), 'x'), longer = scalar.letters + " and more";
            std::vector<std::string> before = linesOf(text);
            std::string& line = before[size_t(scalar.place.line - 1)];
            size_t column = size_t(scalar.place.column - 1); // songs are ASCII where it counts
            if (line[column] == '"') ++column;
            ASSERT_EQ(line.substr(column, scalar.letters.size()), scalar.letters) << shown;

            std::string changed;
            try {
                changed = rewritten(text, {{scalar.path, Datum(same)}});
            } catch (const Error& error) { // one song takes words by aliases
                ASSERT_NE(text.find(" &"), text.npos) << shown << error.what();
                ASSERT_TRUE(scalar.path[0] == "tracks" &&
                            (scalar.path[2] == "chain" || scalar.path[2] == "sends"))
                    << shown << error.what();
                continue;
            }
            std::string expected = line;
            expected.replace(column, same.size(), same);
            std::vector<std::string> after = linesOf(changed);
            ASSERT_EQ(after[size_t(scalar.place.line - 1)], expected) << shown;
            if (count % 3 == 0) {
                ASSERT_EQ(rewritten(changed, {{scalar.path, Datum(scalar.letters)}}), text) << shown;
            }

            if (count % 5 != 0) continue;
            after = linesOf(rewritten(text, {{scalar.path, Datum(longer)}}));
            expected = line;
            expected.replace(column, same.size(), longer);
            ASSERT_EQ(parts(after[size_t(scalar.place.line - 1)]), parts(expected)) << shown;
            std::string& there = after[size_t(scalar.place.line - 1)];
            there = line;
            ASSERT_EQ(after, before) << shown;
        }
    }
    EXPECT_GT(count, 600u);
}

// How many lines of `a` are not in `b`.
size_t linesGone(const std::string& a, const std::string& b) {
    std::map<std::string, int> there;
    for (const std::string& line : linesOf(b)) ++there[line];
    size_t gone = 0;
    for (const std::string& line : linesOf(a)) gone += there[line]-- <= 0;
    return gone;
}

struct Asked {
    Path path;
    const Datum* old = nullptr; // what is there
    std::string most;           // the outermost map that may go when this is removed
};

Asked somewhere(const Datum& document, RandomDocument& random) {
    Asked asked;
    const Datum* d = &document;
    std::string path;
    while (d->isMap() && (asked.path.empty() || random.below(4) != 0)) {
        bool fresh = d->entries.empty() || random.below(6) == 0;
        const Datum::Entry* entry =
            fresh ? nullptr : &d->entries[size_t(random.below(int(d->entries.size())))];
        std::string key = fresh ? random.below(4) == 0 ? random.text() + "!" : "fresh" : entry->first.name;
        if (!fresh && d->entries.size() > 1) asked.most = "";
        path += "/" + key;
        if (asked.most.empty()) asked.most = path;
        asked.path.push_back(key);
        d = fresh ? d->find(key) : &entry->second;
        asked.old = d;
        if (!d) break;
    }
    return asked;
}

// The edit as its description says, for paths that lead through maps alone.
Datum afterwards(Datum document, const Edit& edit) {
    Datum* d = &document;
    for (const std::string& key : edit.path) {
        auto found = std::find_if(d->entries.begin(), d->entries.end(),
                                  [&](const Datum::Entry& e) { return e.first.name == key; });
        if (found == d->entries.end()) {
            d->entries.push_back({{key, {}}, *edit.value});
            return document;
        }
        d = &found->second;
    }
    *d = *edit.value;
    return document;
}

TEST(RewriteProperty, AnyEditOfAnyTextIsMadeAndKeepsTheCommentsOfOthers) {
    for (unsigned seed = 0; seed < 1000; ++seed) {
        RandomDocument random(seed);
        Datum document = random.document();
        StyledText styled(document, random);
        Datum read = readBack(styled.text);
        ASSERT_TRUE(sameValues(read, document)) << "the test itself: seed " << seed << "\n" << styled.text;
        for (int i = 0; i < 10; ++i) {
            Asked asked = somewhere(read, random);
            Edit edit{asked.path, {}};
            bool removes = asked.old && random.below(3) == 0;
            if (!removes) edit.value = random.below(2) == 0 ? Datum("-1.5 dB") : random.value(3);
            std::string shown = "seed " + std::to_string(seed) + ":", made;
            for (const std::string& key : asked.path) shown += " / " + key;
            shown += (edit.value ? " := " + flowText(*edit.value) : " goes") + "\n" + styled.text;
            ASSERT_NO_THROW(made = rewritten(styled.text, {edit})) << shown;
            Datum after = readBack(made);
            ASSERT_TRUE(!edit.value || sameValues(after, afterwards(read, edit))) << shown << "\n" << made;
            // A line at most is there otherwise than before: the one with the braces, or with the comma.
            if (!asked.old) {
                ASSERT_LE(linesGone(styled.text, made), 1u) << shown << "\n" << made;
            }
            if (removes) {
                ASSERT_LE(linesGone(made, styled.text), 1u) << shown << "\n" << made;
            }
            bool keepsAll = !asked.old || (edit.value && asked.old->isScalar() && !edit.value->isList());
            auto [from, to] = styled.own[asked.most];
            for (int c = 1; c <= styled.comments; ++c) {
                bool mayGo = !keepsAll && c > from && c <= to;
                ASSERT_TRUE(mayGo || made.find("#c" + std::to_string(c) + ".") != made.npos)
                    << "comment " << c << " is gone, " << shown << "\n"
                    << made;
            }
        }
    }
}

}
}
