// A mix of scripts that work aside while they process, and one of which fails there.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/graph/graph.h"
#include "framework/lua/script_node.h"
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <unistd.h>

namespace stemwright {

/// The files of two scripts, and graphs that play them.
class Idling {
  public:
    Idling() {
        std::filesystem::create_directory(folder_);
        std::ofstream(folder_ / "makes.lua")
            << beginning << "local kept = {}\n"
            << "function idle()\n"
            << "    for i = 1, 200 do kept[i] = {asked[1], tostring(i)} end\n"
            << "    answered[1] = #kept / 200\n"
            << "end\n";
        std::ofstream(folder_ / "fails.lua")
            << beginning << "function idle() if asked[1] > 50 then error('there is too much') end end\n";
    }
    ~Idling() { std::filesystem::remove_all(folder_); }
    Idling(const Idling&) = delete;

    /// Noise through both, side by side. Ports and memory are those of any other edit.
    Graph graph(int edit) const {
        Graph graph;
        graph.add("noise", "noise");
        for (std::string name : {"makes", "fails"}) {
            graph.add(name, "lua",
                      Datum::map({{"script", (folder_ / (name + ".lua")).string()},
                                  {"gain", std::to_string(edit % 7) + " dB"}}));
            graph.connect("noise", name);
            graph.output(name + " it", name);
        }
        for (const Graph::Vertex& vertex : graph.vertices)
            if (auto* script = dynamic_cast<ScriptNode*>(vertex.node.get()))
                script->idles(IdleScript::Idling::aside);
        return graph;
    }

  private:
    static constexpr const char* beginning =
        "local input, output = audio_in('in', 'x'), audio_out('out', 'x')\n"
        "local gain = level('gain', 'x')\n"
        "local asked, answered = idle_in(1), idle_out(1)\n"
        "function process(block)\n"
        "    asked[1] = asked[1] + 1\n"
        "    for i = 1, block.frames do output[1][i] = answered[1] + gain[i] * input[1][i] end\n"
        "end\n";
    std::filesystem::path folder_ =
        std::filesystem::path(testing::TempDir()) / ("stemwright-idling-" + std::to_string(getpid()));
};

}
