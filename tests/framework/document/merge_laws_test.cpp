// Merging is a function with laws, tested on random layers.
// SPDX-License-Identifier: MIT
#include "framework/document/merge.h"
#include "framework/document/settle.h"
#include "framework/document/template.h"
#include "framework/document/write.h"
#include "tests/framework/document/layer_text.h"
#include "tests/framework/document/random_edits.h"
#include <gmock/gmock.h>

namespace stemwright {
namespace {

using namespace test;
using testing::HasSubstr;
using Layers = std::vector<Datum>;
using Merge = std::function<Datum(const Datum&, const Datum&)>;
// What merging some layers in two ways came to, where it is not the same; else "".
using Law = std::function<std::string(const Merge&, const Layers&)>;
using Make = std::function<Layers(unsigned seed)>;

const Merge truth = [](const Datum& lower, const Datum& upper) { return merged(lower, upper); };

std::string difference(const Datum& one, const Datum& other) {
    std::string a = meaning(one), b = meaning(other);
    return a == b ? "" : a + "\nis not\n" + b + "\n";
}

// A document as its reader sees it.
Datum settled(Datum document) {
    std::vector<Problem> problems, warnings;
    Remarks remarks{problems, warnings};
    applyTemplates(document, remarks);
    settle(document, remarks);
    return document;
}

// "" where the law holds for layers of every seed; else the smallest layers that break it.
std::string brokenBy(const Merge& merge, const Law& law, const Make& make, unsigned seeds) {
    for (unsigned seed = 0; seed < seeds; ++seed) {
        Layers layers = make(seed);
        auto fails = [&](const Layers& some) { return law(merge, some); };
        if (fails(layers).empty()) continue;
        Layers few = smallest(layers, fails);
        std::string told = "seed " + std::to_string(seed) + ":\n";
        for (const Datum& layer : few) told += "--- layer\n" + written(layer);
        return told + "--- result\n" + fails(few);
    }
    return "";
}

Layers three(unsigned seed) {
    RandomLayers random(seed);
    return {random.layer(), random.layer(), random.layer()};
}

Layers withoutAdditions(unsigned seed) {
    RandomLayers random(seed, RandomLayers::Additions::none);
    return {random.layer(), random.layer()};
}

const Law identity = [](const Merge& merge, const Layers& l) {
    Datum nothing = Datum::map({});
    return difference(merge(l[0], nothing), l[0]) + difference(merge(nothing, l[0]), l[0]);
};

const Law associativity = [](const Merge& merge, const Layers& l) {
    return difference(merge(merge(l[0], l[1]), l[2]), merge(l[0], merge(l[1], l[2])));
};

const Law associativityWhenSettled = [](const Merge& merge, const Layers& l) {
    return difference(settled(merge(merge(l[0], l[1]), l[2])), settled(merge(l[0], merge(l[1], l[2]))));
};

const Law idempotence = [](const Merge& merge, const Layers& l) {
    Datum once = merge(l[0], l[1]);
    return difference(settled(merge(once, l[1])), settled(once));
};

Layers oneEdit(unsigned seed) { return documentAndEdits(seed, 1); }
Layers twoEdits(unsigned seed) { return documentAndEdits(seed, 2); }

const Law commuting = [](const Merge& merge, const Layers& l) {
    if (!hasTarget(l[0], l[1]) || !hasTarget(l[0], l[2])) return std::string();
    return difference(settled(merge(merge(l[0], l[1]), l[2])), settled(merge(merge(l[0], l[2]), l[1])));
};

// What one layer says about one address holds there, whatever lies below.
const Law upperRules = [](const Merge& merge, const Layers& l) -> std::string {
    auto [address, value] = editIn(l[1]);
    Datum below = settled(l[0]);
    if (!hasTarget(l[0], l[1]) || !said(below, address)) return ""; // a template or an orphan
    if (isAddition(value) || (value.isMap() && !isValue(value))) return "";
    Datum document = settled(merge(l[0], l[1]));
    const Datum* found = said(document, address);
    if (found && found->find("level")) found = found->find("level"); // of a send
    std::string is = found ? meaning(*found, Part::atom) : "null", says = meaning(value, Part::atom);
    return is.substr(0, says.size()) == says ? "" : is + "\nis not\n" + says + "\n"; // null or null!
};

constexpr unsigned seeds = 2000;

TEST(Merging, WithAnEmptyMapChangesNothing) { EXPECT_EQ(brokenBy(truth, identity, three, seeds), ""); }

TEST(Merging, MayStartAtEitherEnd) { EXPECT_EQ(brokenBy(truth, associativity, three, seeds), ""); }

TEST(Merging, ComesToTheSameDocumentFromEitherEnd) {
    EXPECT_EQ(brokenBy(truth, associativityWhenSettled, three, seeds), "");
}

TEST(Merging, TheSameLayerTwiceIsMergingItOnce) {
    EXPECT_EQ(brokenBy(truth, idempotence, withoutAdditions, seeds), "");
}

TEST(Merging, TakesEditsOfDifferentAddressesInAnyOrder) {
    EXPECT_EQ(brokenBy(truth, commuting, twoEdits, seeds), "");
}

TEST(Merging, LetsTheUpperLayerRule) { EXPECT_EQ(brokenBy(truth, upperRules, oneEdit, seeds), ""); }

// Merges that are wrong, each in a way that somebody could take for right.
Datum withoutNothing(Datum tree) {
    std::erase_if(tree.entries, [](const auto& e) { return e.second.kind == Datum::Kind::none; });
    for (auto& [_, value] : tree.entries) value = withoutNothing(value);
    return tree;
}

Datum plainly(const Datum& lower, const Datum& upper) {
    Datum result = lower.isList() || lower.isMap() ? lower : upper;
    if (lower.kind != upper.kind) return upper;
    if (lower.isList()) result.list.insert(result.list.end(), upper.list.begin(), upper.list.end());
    for (const auto& [key, value] : upper.entries) {
        auto at = std::find_if(result.entries.begin(), result.entries.end(),
                               [&, &name = key.name](const auto& e) { return e.first.name == name; });
        if (at == result.entries.end())
            result.entries.emplace_back(key, value);
        else
            at->second = plainly(Datum(at->second), value);
    }
    return result;
}

const Merge replacesMaps = [](const Datum& lower, const Datum& upper) {
    Datum result = upper;
    for (const auto& entry : lower.entries)
        if (!upper.find(entry.first.name)) result.entries.push_back(entry);
    return result;
};
const Merge forgetsWhatWasRemoved = [](const Datum& lower, const Datum& upper) {
    return withoutNothing(merged(lower, upper));
};
const Merge settlesAtOnce = [](const Datum& lower, const Datum& upper) {
    return settled(merged(lower, upper));
};
const Merge lowerRules = [](const Datum& lower, const Datum& upper) { return merged(upper, lower); };

TEST(LawsOfMerging, AreBrokenByMergesThatAreWrong) {
    EXPECT_THAT(brokenBy(replacesMaps, commuting, twoEdits, seeds), HasSubstr("is not"));
    EXPECT_THAT(brokenBy(forgetsWhatWasRemoved, associativity, three, seeds), HasSubstr("is not"));
    EXPECT_THAT(brokenBy(settlesAtOnce, associativity, three, seeds), HasSubstr("is not"));
    EXPECT_THAT(brokenBy(settlesAtOnce, identity, three, seeds), HasSubstr("is not"));
    EXPECT_THAT(brokenBy(plainly, idempotence, withoutAdditions, seeds), HasSubstr("is not"));
    EXPECT_THAT(brokenBy(lowerRules, upperRules, oneEdit, seeds), HasSubstr("is not"));
}

TEST(LawsOfMerging, AreShownBrokenByTheSmallestLayers) {
    EXPECT_THAT(brokenBy(plainly, idempotence, withoutAdditions, seeds), testing::SizeIs(testing::Lt(300u)));
}

}
}
