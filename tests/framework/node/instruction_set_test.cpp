// Several builds of the nodes side by side in one process.
// SPDX-License-Identifier: MIT
#include "framework/node/instruction_set.h"
#include "tests/framework/engine/random_graph.h"
#include <set>

namespace stemwright {
namespace {

/// Leaves the choice as it was.
struct InstructionSets : testing::Test {
    ~InstructionSets() override { Registry::choose(before); }
    std::string before = Registry::instance().instructionSet();
    std::vector<std::string> all = Registry::instructionSets();
};

std::string complaintAbout(const std::string& word) {
    try {
        Registry::choose(word, {"--isa"});
    } catch (const Error& error) {
        return error.what();
    }
    return "";
}

std::string rangeOf(const Parameter& parameter) {
    const Range* range = nullptr;
    if (auto* n = dynamic_cast<const Number*>(&parameter)) range = &n->limits;
    if (auto* f = dynamic_cast<const Fixed*>(&parameter)) range = &f->limits;
    if (!range) return "";
    return formatQuantity(range->min, range->unit) + " to " + formatQuantity(range->max, range->unit);
}

// All that can be read of a type: ports, parameters with their kinds, ranges and defaults, and records.
std::vector<std::string> described(const Type& type) {
    auto node = type.describe();
    std::vector<std::string> lines{type.name + ", " + type.family + ": " + type.help,
                                   type.mostLanes > 1 ? "in lanes" : "alone"};
    auto add = [&](auto& port, const char* what) { lines.push_back(what + port.name + ": " + port.help); };
    for (const AudioIn* in : node->inputs()) add(*in, "in ");
    for (const AudioIns* ins : node->inputArrays()) add(*ins, "ins ");
    for (const AudioOut* out : node->outputs()) add(*out, "out ");
    for (const ControlOut* out : node->controls()) add(*out, "control ");
    for (const RecordsBase* records : node->records()) add(*records, "records ");
    for (const Parameter* p : node->parameters())
        lines.push_back(p->name + ": " + p->help + ", " + p->kind() + ", " + rangeOf(*p) + ", " +
                        p->asWritten());
    return lines;
}

TEST_F(InstructionSets, beginWithTheBaseAndTheBestIsChosen) {
    ASSERT_FALSE(all.empty());
    EXPECT_EQ(all.front(), "base");
    EXPECT_EQ(before, all.back());
#if defined __x86_64__ // the processor's own answer, feature by feature
    std::set<std::string> installed;
    for (const InstructionSet& set : installedInstructionSets()) installed.insert(set.name);
    bool v3 = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") &&
              __builtin_cpu_supports("bmi2"),
         v4 = v3 && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vl") &&
              __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512dq") &&
              __builtin_cpu_supports("avx512cd");
    EXPECT_EQ(testing::Value(all, testing::Contains("v3")), v3 && installed.contains("v3"));
    EXPECT_EQ(testing::Value(all, testing::Contains("v4")), v4 && installed.contains("v4"));
#endif
}

TEST_F(InstructionSets, haveTablesOfTheirOwnWithTheSameTypes) {
    Registry::choose("base");
    const Registry& base = Registry::instance();
    size_t widest = 0;
    for (const std::string& set : all) {
        Registry::choose(set);
        const Registry& here = Registry::instance();
        EXPECT_EQ(here.instructionSet(), set);
        ASSERT_EQ(here.names(), base.names());
        for (const Type* type : here.types()) EXPECT_EQ(described(*type), described(*base.find(type->name)));
        for (const Type* type : realTypes())
            if (type == here.find(type->name)) { // and not of a script
                EXPECT_EQ(type == base.find(type->name), set == "base") << type->name << " of " << set;
            }
        EXPECT_EQ(here.find("probe_late"), base.find("probe_late")); // the program's own
        EXPECT_GE(here.widths().size(), widest) << set;
        widest = here.widths().size();
    }
}

TEST_F(InstructionSets, givenByTurnsGiveTheSameBits) {
    if (all.size() < 2) GTEST_SKIP() << "there is one instruction set only";
    constexpr int frames = 64 * 40;
    RandomMix mix = randomMix(60, 5);
    Registry::choose("base");
    auto expected = renderOutputs(compile(mix.graph()), {0, frames});
    std::vector<std::shared_ptr<const Plan>> plans; // of sets that are not the chosen one any more
    for (int turn = 0; turn < 2; ++turn)
        for (const std::string& set : all) {
            Registry::choose(set);
            plans.push_back(compile(mix.graph()));
            EXPECT_EQ(plans.back()->graph.vertices[0].type,
                      Registry::instance().find(plans.back()->graph.vertices[0].type->name));
        }
    for (const auto& plan : plans) {
        auto heard = renderOutputs(plan, {0, frames});
        ASSERT_EQ(heard.size(), expected.size());
        for (size_t o = 0; o < heard.size(); ++o) EXPECT_EQ(difference(heard[o], expected[o]), "");
    }
}

TEST_F(InstructionSets, thatAreNotThereAreToldWithThoseThatAre) {
    std::string known;
    for (const std::string& set : all) known += (known.empty() ? "" : ", ") + set;
    for (const char* word : {"v9", "", "V3", "x86-64"})
        EXPECT_EQ(complaintAbout(word), "--isa: there is no instruction set \"" + std::string(word) +
                                            "\" here; write one of " + known);
    EXPECT_EQ(Registry::instance().instructionSet(), before);
    for (const InstructionSet& set : installedInstructionSets())
        EXPECT_EQ(complaintAbout(set.name), set.usable
                                                ? ""
                                                : "--isa: this processor lacks the instructions of \"" +
                                                      set.name + "\"; write one of " + known);
}

// A node that a program brings along when the libraries are loaded already.
struct Latecomer : Node {
    AudioOut out{this, "out", "silence"};
    template <class Lanes> struct Kernel {
        void process(const Latecomer&, const Signals<Lanes>&, auto) {}
    };
};

TEST_F(InstructionSets, allLearnOfANodeThatComesLate) {
    for (const std::string& set : all) Registry::choose(set);
    static const Register<Latecomer> latecomer{"test_latecomer", "Comes late."};
    for (const std::string& set : all) {
        Registry::choose(set);
        EXPECT_TRUE(Registry::instance().find("test_latecomer")) << set;
    }
}

[[noreturn]] void bringATwinOfGain() {
    const Register<Latecomer> twin{"gain", "Another one."};
    for (int attempt = 0; attempt < 2; ++attempt) try {
            Registry::instance();
        } catch (const Error& error) {
            std::fprintf(stderr, "%s.", error.what());
        }
    std::exit(0);
}

TEST(InstructionSetsDeathTest, tellOfANodeThatIsCalledLikeOneOfTheirs) {
    testing::FLAGS_gtest_death_test_style = "threadsafe"; // in a fresh process, where nothing is loaded
    EXPECT_EXIT(bringATwinOfGain(), testing::ExitedWithCode(0),
                "two nodes are called \"gain\"; rename one.two nodes are called \"gain\"; rename one.");
}

}
}
