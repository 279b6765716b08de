// Written values: what they hold, how they are found, what they call themselves.
// SPDX-License-Identifier: MIT
#include "framework/node/datum.h"
#include <gtest/gtest.h>

namespace stemwright {
namespace {

TEST(Datum, knowsItsKind) {
    EXPECT_EQ(Datum().kind, Datum::Kind::none);
    EXPECT_TRUE(Datum("x").isScalar());
    EXPECT_TRUE(Datum::sequence({}).isList());
    EXPECT_TRUE(Datum::map({}).isMap());
    EXPECT_EQ(Datum().kindName(), "nothing");
    EXPECT_EQ(Datum("x").kindName(), "a single value");
    EXPECT_EQ(Datum::sequence({"a"}).kindName(), "a list");
    EXPECT_EQ(Datum::map({}).kindName(), "a map");
}

TEST(Datum, keepsTheOrderOfTheText) {
    Datum d =
        Datum::map({{"z", "1"}, {"a", "2"}, {"m", Datum::map({{"inner", Datum::sequence({"3", "4"})}})}});
    ASSERT_EQ(d.entries.size(), 3u);
    EXPECT_EQ(d.entries[0].first.name, "z");
    EXPECT_EQ(d.entries[2].first.name, "m");
    EXPECT_EQ(d.find("a")->scalar, "2");
    EXPECT_EQ(d.find("m")->find("inner")->list[1].scalar, "4");
}

TEST(Datum, findsNothingWhereThereIsNothing) {
    Datum d = Datum::map({{"a", "1"}});
    for (const char* name : {"", "b", "A", "a "}) {
        EXPECT_EQ(d.find(name), nullptr);
        EXPECT_EQ(d.entry(name), nullptr);
    }
    EXPECT_EQ(Datum("a").find("a"), nullptr);
    EXPECT_EQ(Datum().find("a"), nullptr);
    EXPECT_EQ(Datum::sequence({"a"}).find("a"), nullptr);
}

TEST(Datum, copiesAreIndependent) {
    Datum d = Datum::map({{"a", "1"}}), copy = d;
    copy.entries[0].second.scalar = "2";
    EXPECT_EQ(d.find("a")->scalar, "1");
}

}
}
