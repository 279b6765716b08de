// What the registry knows of every node, and that a node needs no more than its own file.
// SPDX-License-Identifier: MIT
#include "framework/engine/render.h"
#include "tests/nodes/lane_bench.h"
#include <gmock/gmock.h>
#include <set>

namespace stemwright {
namespace {

// All that it takes to add a node.
struct Halve : Node {
    AudioIn in{this, "in", "signal"};
    AudioOut out{this, "out", "half of it"};
    template <class Lanes> struct Kernel {
        Lanes tick(Lanes x) { return x * 0.5f; }
    };
};
const Register<Halve> halve{"test_halve", "Halves its input."};

TEST(Registry, aNodeDefinedInOneFileIsThereAndWorks) {
    const Type* type = Registry::instance().find("test_halve");
    ASSERT_TRUE(type);
    EXPECT_EQ(type->help, "Halves its input.");
    EXPECT_EQ(type->family, "nodes"); // the folder of this file
    EXPECT_TRUE(type->mostLanes > 1);
    EXPECT_THAT(Registry::instance().names(), testing::Contains("test_halve"));

    Graph g;
    g.add("hit", "impulse");
    g.add("half", "test_halve");
    g.connect("hit", "half");
    g.output("mix", "half");
    Engine engine(compile(std::move(g)));
    engine.process();
    EXPECT_EQ(engine.output(0, 0)[0], 0.5f);
}

TEST(Registry, holdsEveryFileOfTheNodesFolderUnderItsOwnName) {
    std::set<std::string> files, types;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(SOURCE_DIR "/nodes"))
        if (entry.path().extension() == ".cpp")
            files.insert(entry.path().parent_path().filename().string() + "/" + entry.path().stem().string());
    for (const Type* type : realTypes()) types.insert(type->family + "/" + type->name);
    EXPECT_EQ(types, files);
    EXPECT_GE(types.size(), 20u);
}

TEST(Registry, isSortedAndFindsEachByName) {
    auto names = Registry::instance().names();
    EXPECT_TRUE(std::is_sorted(names.begin(), names.end()));
    EXPECT_EQ(std::set<std::string>(names.begin(), names.end()).size(), names.size());
    for (const std::string& name : names) EXPECT_EQ(Registry::instance().find(name)->name, name);
    for (const char* nothing : {"", "gai", "gainn", "GAIN", "zzz"})
        EXPECT_EQ(Registry::instance().find(nothing), nullptr);
}

TEST(Registry, refusesTwoNodesOfOneName) {
    const Type* type = Registry::instance().find("test_halve");
    EXPECT_THROW(Registry::instance().add(*type, {1}), Error);
}

TEST(EveryNode, describesItselfInFull) {
    for (const Type* type : realTypes()) {
        EXPECT_THAT(type->help, testing::EndsWith(".")) << type->name;
        auto node = type->describe();
        std::set<std::string> names;
        auto check = [&](const std::string& name, const std::string& help) {
            EXPECT_TRUE(names.insert(name).second) << type->name << " has two of " << name;
            EXPECT_FALSE(help.empty()) << type->name << "." << name << " has no help";
            EXPECT_EQ(name.find_first_of(" []/:"), std::string::npos) << type->name << "." << name;
        };
        for (const AudioIn* port : node->inputs()) check(port->name, port->help);
        for (const AudioIns* ports : node->inputArrays()) check(ports->name, ports->help);
        for (const AudioOut* port : node->outputs()) check("output_" + port->name, port->help);
        for (const RecordsBase* records : node->records()) check(records->name, records->help);
        for (const Parameter* p : node->parameters()) {
            check(p->name, p->help);
            EXPECT_FALSE(p->kind().empty());
        }
        EXPECT_GT(node->outputs().size() + node->controls().size(), 0u) << type->name;
        for (int i = 0; i < int(node->numbers().size()); ++i) EXPECT_EQ(node->numbers()[i]->index, i);
    }
}

TEST(EveryNode, startsInsideItsRanges) {
    for (const Type* type : realTypes())
        for (const auto node = type->describe(); const Parameter* p : node->parameters()) {
            const Range* range = nullptr;
            if (auto* n = dynamic_cast<const Number*>(p)) range = &n->limits;
            if (auto* f = dynamic_cast<const Fixed*>(p)) range = &f->limits;
            if (!range) continue;
            EXPECT_LT(range->min, range->max) << type->name << "." << p->name;
            EXPECT_LE(range->min, range->init) << type->name << "." << p->name;
            EXPECT_GE(range->max, range->init) << type->name << "." << p->name;
            EXPECT_TRUE(range->scale == Scale::linear || range->min > 0) << type->name << "." << p->name;
        }
}

TEST(EveryNode, readsBackWhatItShowsOfItself) {
    for (const Type* type : realTypes()) {
        auto arguments = sensibleArguments(*type, byChance(11));
        ASSERT_TRUE(arguments) << "no arguments were found for " << type->name;
        std::vector<Problem> problems;
        auto node = makeNode(*type, *arguments, problems);
        for (const Parameter* p : node->parameters()) {
            if (p->name.find('.') != std::string::npos || p->asWritten().empty() || p->asWritten() == "[]")
                continue;
            const Datum* written = arguments->find(p->name);
            Datum again = *arguments;
            if (!dynamic_cast<const Table*>(p)) {
                if (!written) again.entries.push_back({{p->name, {}}, p->asWritten()});
                for (auto& [key, value] : again.entries)
                    if (key.name == p->name) value = p->asWritten();
            }
            auto copy = makeNode(*type, again, problems);
            EXPECT_TRUE(problems.empty()) << type->name << "." << p->name << ": " << problems[0].text();
            for (const Parameter* q : copy->parameters())
                EXPECT_TRUE(q->name != p->name || q->asWritten() == p->asWritten())
                    << type->name << "." << p->name << ": " << q->asWritten() << ", not " << p->asWritten();
            problems.clear();
        }
    }
}

TEST(EveryNode, saysWhatIsWrongWithAWordThatItDoesNotKnow) {
    for (const Type* type : realTypes()) {
        Datum wrong = *sensibleArguments(*type);
        wrong.entries.push_back({{"no_such_word", {"mix.yaml", 3, 5}}, Datum("1")});
        std::vector<Problem> problems;
        makeNode(*type, wrong, problems);
        ASSERT_EQ(problems.size(), 1u) << type->name;
        EXPECT_THAT(problems[0].text(), testing::StartsWith("mix.yaml:3:5: " + type->name +
                                                            " has no parameter \"no_such_word\"; "));
    }
}

TEST(EveryNode, refusesNumbersOutsideTheirRange) {
    for (const Type* type : realTypes())
        for (const auto node = type->describe(); const Number* n : node->numbers()) {
            if (n->name.find('.') != std::string::npos) continue;
            for (double outside : {n->limits.min - 1, n->limits.max + 1}) {
                if (std::isinf(outside)) continue;
                Datum wrong = *sensibleArguments(*type);
                wrong.entries.push_back({{n->name, {}}, Datum(formatQuantity(outside, n->limits.unit))});
                std::vector<Problem> problems;
                makeNode(*type, wrong, problems);
                EXPECT_EQ(problems.size(), 1u) << type->name << "." << n->name << " = " << outside;
            }
        }
}

}
}
