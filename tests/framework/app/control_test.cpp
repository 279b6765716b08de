// `stemwright control`: what it sends to a session, what it prints of the answers, and when it gives up.
// SPDX-License-Identifier: MIT
#include "framework/control/osc_server.h"
#include "tests/framework/app/command_line.h"
#include "tests/framework/control/fake_live_control.h"
#include <nlohmann/json.hpp>

namespace stemwright::test {

struct Control : CommandLine {
    Ran control(std::vector<std::string> words) const {
        words.insert(words.begin(), "control");
        words.insert(words.end(), {"--port", std::to_string(port)});
        return run(words);
    }

    FakeLiveControl mix;
    ControlLoop loop;
    OscServer server{mix, loop, {.port = 0, .token = ""}};
    uint16_t port = server.port();
};

TEST_F(Control, listsWhatCanBeMoved) {
    mix.move("vox.gain", -3);
    Ran ran = control({});
    EXPECT_EQ(ran.status, 0) << ran.err;
    EXPECT_EQ(ran.out, "bass.duck.ratio        2        1 to 20         input dB per output dB\n"
                       "vox.eq.mud.freq  1000 Hz        20 to 20000 Hz  middle of the band\n"
                       "vox.gain           -3 dB  hand  -inf to 24 dB   fader\n"
                       "vox.pan                0        -1 to 1         place between left and right\n");
    EXPECT_EQ(control({"vox.gain"}).out, "vox.gain  -3 dB  hand  -inf to 24 dB  fader\n");
    EXPECT_EQ(control({"/vox/gain"}).out, control({"vox.gain"}).out);
    EXPECT_EQ(control({"vox.eq"}).out, "vox.eq.mud.freq  1000 Hz    20 to 20000 Hz  middle of the band\n");
    EXPECT_EQ(control({"vox"}).out, control({"vox.*"}).out);
}

TEST_F(Control, listsMoreThanOnePage) {
    for (int i = 1000; i < 1500; ++i) mix.add("w" + std::to_string(i) + ".gain", "fader", {});
    Ran ran = control({"--json"});
    EXPECT_EQ(ran.status, 0) << ran.err;
    auto all = nlohmann::json::parse(ran.out);
    ASSERT_EQ(all.size(), 504u);
    EXPECT_EQ(all[503]["address"], "w1499.gain");
    EXPECT_EQ(all[2], nlohmann::json::parse(R"({"address": "vox.gain", "value": 0.0, "min": null, "max": 24.0,
                                                "unit": "dB", "source": "text", "help": "fader"})"));
}

TEST_F(Control, movesANumber) {
    Ran ran = control({"vox.gain", "-3 dB"});
    EXPECT_EQ(ran.status, 0);
    EXPECT_EQ(ran.out + ran.err, "");
    EXPECT_EQ(mix.value("vox.gain"), -3);
    EXPECT_EQ(control({"vox.gain", "-6", "dB"}).status, 0);
    EXPECT_EQ(mix.value("vox.gain"), -6);
    EXPECT_EQ(control({"/vox/eq/mud/freq", "2 kHz"}).status, 0);
    EXPECT_EQ(mix.value("vox.eq.mud.freq"), 2000);
    EXPECT_EQ(control({"{vox,bass}.gain", "-inf dB"}).status, 0);
    EXPECT_EQ(mix.value("vox.gain"), -unbounded);
    EXPECT_EQ(control({"release", "vox.gain"}).status, 0);
    EXPECT_EQ(mix.value("vox.gain"), 0);
    ran = control({"vox.gain", "100"});
    EXPECT_EQ(ran.status, 0);
    EXPECT_EQ(ran.err, "warning: vox.gain goes no further than 24\n");
}

TEST_F(Control, movesTheTransport) {
    using Transport = LiveControl::Transport;
    EXPECT_EQ(control({"stop"}).status, 0);
    EXPECT_EQ(mix.transport().state, Transport::State::stopped);
    EXPECT_EQ(control({"play"}).status, 0);
    EXPECT_EQ(mix.transport().state, Transport::State::playing);
    EXPECT_EQ(control({"locate", "0:32"}).status, 0);
    EXPECT_EQ(mix.transport().position, 32);
    EXPECT_EQ(control({"repeat", "on"}).status, 0);
    EXPECT_EQ(control({"status"}).out, "playing at 0:32.0 of 1:30.0, and begins again at the end\n"
                                       "load 25 %, worst 50 %, 3 xruns, 1 late reads\n");
    EXPECT_EQ(control({"repeat", "off"}).status, 0);
    EXPECT_EQ(mix.transport().atEnd, Transport::AtEnd::stop);
    auto status = nlohmann::json::parse(control({"status", "--json"}).out);
    EXPECT_EQ(status["state"], "playing");
    EXPECT_EQ(status["at_end"], "stop");
    EXPECT_EQ(status["position"], 32);
    Ran ran = control({"locate", "2:00"});
    EXPECT_EQ(ran.status, 0);
    EXPECT_EQ(ran.err, "warning: the song has no such place; it is at 1:30.0\n");
}

TEST_F(Control, saysWhatIsWrongAndWhatToDo) {
    const std::tuple<std::vector<std::string>, int, const char*> cases[] = {
        {{"vox.gian", "3"}, 1, "there is no /vox/gian; did you mean \"/vox/gain\"?"},
        {{"vox.gain", "3 Hz"}, 1, "/vox/gain: \"3 Hz\" has the wrong unit; write -3 dB"},
        {{"plya"}, 1, "there is no /plya; did you mean \"play\"?"},
        {{"play", "it"}, 2, "play stands alone; leave out what follows"},
        {{"locate"}, 2, "locate needs a word more; write a time, such as 0:32 or \"17|1\""},
        {{"repeat", "yes"}, 2, "repeat is on or off, and not \"yes\"; write repeat on"},
        {{"vox.gain", "--jsn"}, 2, "there is no option --jsn; did you mean \"--json\"?"},
        {{"--host", "studio"},
         2,
         "\"studio\" is no address of a machine; write one in numbers, such as 127.0.0.1"},
    };
    for (const auto& [words, status, message] : cases) {
        Ran ran = control(words);
        EXPECT_EQ(ran.status, status) << message;
        EXPECT_EQ(ran.err, "stemwright: " + std::string(message) + "\n");
        EXPECT_EQ(ran.out, "");
    }
}

TEST_F(Control, saysTheToken) {
    OscServer closed(mix, loop, {.port = 0, .token = "cherry"});
    port = closed.port();
    EXPECT_EQ(control({"vox.gain", "3", "--token", "cherry"}).status, 0);
    EXPECT_EQ(mix.value("vox.gain"), 3);
    std::vector<std::string> words{"control", "vox.gain", "4", "--port", std::to_string(port)};
    EXPECT_EQ(run(words, [] { setenv("STEMWRIGHT_TOKEN", "cherry", 1); }).status, 0);
    EXPECT_EQ(mix.value("vox.gain"), 4);
    Ran ran = control({"vox.gain", "5"});
    EXPECT_EQ(ran.status, 1);
    EXPECT_NE(ran.err.find("who sends is not known; "), std::string::npos) << ran.err;
    EXPECT_EQ(mix.value("vox.gain"), 4);
}

TEST_F(Control, givesUpWhereNothingPlays) {
    {
        OscServer gone(mix, loop, {.port = 0, .token = ""});
        port = gone.port();
    }
    Ran ran = control({});
    EXPECT_EQ(ran.status, 4);
    EXPECT_EQ(ran.err, "stemwright: no mix plays at 127.0.0.1:" + std::to_string(port) +
                           "; start one: stemwright live mix.yaml --osc\n");
}

}
