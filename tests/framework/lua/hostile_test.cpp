// Every script of tests/scripts/hostile ends in the message in the file beside it, and nobody else hears of
// it.
// SPDX-License-Identifier: MIT
#include "framework/engine/engine.h"
#include "framework/lua/script_node.h"
#include <cmath>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <sstream>

namespace stemwright {
namespace {

namespace fs = std::filesystem;

std::string textOf(const fs::path& path) {
    std::ifstream file(path);
    std::stringstream text;
    text << file.rdbuf();
    return text.str();
}

// Loads the script into a mix beside a node that is none of its business, plays a second, and says what went
// wrong.
std::string endOf(const fs::path& script) {
    Graph graph;
    graph.add("noise", "noise");
    graph.add("hostile", "lua", Datum::map({{"script", script.string()}}));
    graph.add("neighbour", "gain");
    graph.connect("noise", "hostile");
    graph.connect("noise", "neighbour");
    graph.output("mix", "hostile");
    graph.output("other", "neighbour");
    std::shared_ptr<const Plan> plan;
    try {
        plan = compile(std::move(graph));
    } catch (const Error& error) {
        return error.what();
    }
    Engine engine(plan);
    for (int q = 0; q < 750; ++q) {
        engine.process();
        for (int i = 0; i < quantum; ++i) {
            EXPECT_TRUE(std::isfinite(engine.output(0, 0)[i]));
            EXPECT_NE(engine.output(1, 0)[i], 0.f) << "the neighbour fell silent";
        }
    }
    auto& node = dynamic_cast<const ScriptNode&>(*plan->graph.vertices[1].node);
    auto fault = node.takeFault();
    EXPECT_FALSE(node.takeFault()) << "told twice";
    EXPECT_TRUE(engine.faults().empty());
    return fault ? fault->text() : "";
}

TEST(Hostile, everyScriptEndsInTheMessageBesideIt) {
    int seen = 0;
    fs::path folder = SOURCE_DIR "/tests/scripts/hostile/";
    for (const auto& entry : fs::directory_iterator(folder)) {
        fs::path script = entry.path();
        if (script.extension() != ".lua") continue;
        SCOPED_TRACE(script.filename());
        std::string text = endOf(script) + "\n", prefix = folder.string();
        for (size_t at; (at = text.find(prefix)) != std::string::npos;) text.erase(at, prefix.size());
        fs::path expected = script;
        EXPECT_EQ(text, textOf(expected.replace_extension(".txt")));
        ++seen;
    }
    EXPECT_GT(seen, 80);
}

}
}
