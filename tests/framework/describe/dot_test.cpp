// Pictures of mixes: what is drawn, and that names cannot break it.
// SPDX-License-Identifier: MIT
#include "framework/describe/dot.h"
#include <gmock/gmock.h>

namespace stemwright::test {

using testing::HasSubstr;

static std::shared_ptr<const Plan> console() {
    Graph graph;
    graph.length = 48000;
    graph.add("vox.source", "sine");
    graph.add("vox.gain", "gain");
    graph.add("kick.source", "sine");
    graph.add("kick.compressor", "compressor", Datum::map({{"lookahead", "2 ms"}}));
    graph.add("sway", "lfo");
    graph.add("sum", "mixer");
    graph.connect("vox.source", "vox.gain");
    graph.connect("kick.source", "kick.compressor");
    graph.connect("vox.gain", "kick.compressor.sidechain");
    graph.connect("vox.gain", "sum.in[1]", Datum::map({{"level", "-6 dB"}}));
    graph.connect("kick.compressor", "sum.in[2]");
    graph.connect("sway", "vox.gain.gain", Datum::map({{"depth", "2 dB"}}));
    graph.output("mix", "sum");
    return compile(std::move(graph));
}

TEST(Dot, ShowsStripsWiresAndLatency) {
    auto plan = console();
    std::string text = dot(*plan, "A \"song\"");
    EXPECT_EQ(text, dot(*console(), "A \"song\""));
    EXPECT_THAT(text, HasSubstr("label=\"A \\\"song\\\"\""));
    EXPECT_THAT(text, HasSubstr("subgraph \"cluster_vox\""));
    EXPECT_THAT(text, HasSubstr("subgraph \"cluster_kick\""));
    EXPECT_THAT(text, Not(HasSubstr("cluster_sway")));
    EXPECT_THAT(text, HasSubstr("\"vox.source\" -> \"vox.gain\" [label=\"\"]"));
    EXPECT_THAT(text, HasSubstr("\"vox.gain\" -> \"sum\" [label=\"-6 dB\"]"));
    EXPECT_THAT(text, HasSubstr("\"vox.gain\" -> \"kick.compressor\" [label=\"sidechain\", style=dashed"));
    EXPECT_THAT(text, HasSubstr("\"sway\" -> \"vox.gain\" [label=\"gain\", style=dotted"));
    EXPECT_THAT(text, HasSubstr("+2 ms"));
    EXPECT_THAT(text, HasSubstr("2 ms late"));
}

TEST(Dot, EscapesNames) {
    Graph graph;
    graph.length = 1;
    graph.add("a\"b\\c<d>&", "sine");
    graph.output("mix", "a\"b\\c<d>&");
    std::string text = dot(*compile(std::move(graph)));
    EXPECT_THAT(text, HasSubstr("\"a\\\"b\\\\c<d>&\" [label=<a\"b\\c&lt;d&gt;&amp;"));
}

}
