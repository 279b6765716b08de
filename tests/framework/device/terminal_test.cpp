// What `stemwright live` shows on a terminal, and what keys do there.
// SPDX-License-Identifier: MIT
#include "tests/framework/device/live_command.h"
#include <gmock/gmock.h>
#include <sys/ioctl.h>
#include <termios.h>

namespace stemwright::test {
namespace {

using testing::HasSubstr;
using testing::Not;

/// The command with a terminal of its own as stdin and stderr.
struct LiveTerminal : LiveCommand {
    LiveTerminal() : ours(posix_openpt(O_RDWR | O_NOCTTY | O_NONBLOCK)) {
        grantpt(ours), unlockpt(ours);
        size(24, 80);
        write("mix.yaml", R"(stemwright: 1
session: {length: 40 s, tempo: 120 bpm}
tracks: {hiss: {source: {noise: {level: -12 dB}}}}
outputs: {mix: {from: master}}
)");
    }
    ~LiveTerminal() override { close(ours); }

    void size(unsigned short rows, unsigned short columns) const {
        winsize size{rows, columns, 0, 0};
        ioctl(ours, TIOCSWINSZ, &size);
    }
    pid_t playHere(const JackServer& server, std::vector<std::string> words) const {
        words.insert(words.begin(), {"live", "--api", "jack", "--device", "recorder"});
        return start(words, [&] {
            server.introduce();
            setsid();
            int theirs = open(ptsname(ours), O_RDWR);
            ioctl(theirs, TIOCSCTTY, 0);
            dup2(theirs, STDIN_FILENO), dup2(theirs, STDERR_FILENO);
        });
    }
    void press(const std::string& keys) const {
        EXPECT_EQ(::write(ours, keys.data(), keys.size()), ssize_t(keys.size()));
    }
    /// Whether this is shown before long; what was shown earlier does not count.
    bool shows(const std::string& text) {
        shown.clear();
        return waitFor([&] { return look().find(text) != std::string::npos; }, 30);
    }
    const std::string& look() {
        char bytes[4096];
        for (ssize_t got; (got = read(ours, bytes, sizeof bytes)) > 0;) shown.append(bytes, size_t(got));
        return shown;
    }
    tcflag_t modes() const {
        termios at{};
        tcgetattr(ours, &at);
        return at.c_lflag;
    }

    int ours;
    std::string shown;
};

TEST_F(LiveTerminal, showsWhereTheSongIsAndHowLoudAndObeysKeys) {
    JackServer server(48000, 256);
    JackRecorder recorder(server, "recorder", 40 * 48000);
    NEEDS(server, recorder);
    tcflag_t before = modes();
    pid_t player = playHere(server, {"mix.yaml"});
    ASSERT_TRUE(shows("q: end")) << shown;
    ASSERT_TRUE(shows("playing  0:0")) << shown;
    ASSERT_TRUE(shows(" / 0:40.0  ")) << shown;
    ASSERT_TRUE(shows("mix [=")) << shown;
    EXPECT_TRUE(shows("0 late\033[K\r\n")) << shown;
    EXPECT_EQ(modes() & (ICANON | ECHO), 0u) << "keys come at once";

    press(" ");
    EXPECT_TRUE(shows("stopped  ")) << shown;
    EXPECT_TRUE(shows("mix [            ")) << "the meters fall: " << shown;
    press("\033[H");
    EXPECT_TRUE(shows("  1|1.0  ")) << shown;
    press("\033[C\033[C\033OC"); // three bars on, also before it is there
    EXPECT_TRUE(shows("  4|1.0  ")) << shown;
    press("\033[D");
    EXPECT_TRUE(shows("  3|1.0  ")) << shown;
    press("r");
    EXPECT_TRUE(shows("again and again")) << shown;
    press("\033[H");
    EXPECT_TRUE(shows("  1|1.0  ")) << shown;
    press("x\033[99~\033"); // mean nothing
    press(" ");
    EXPECT_TRUE(shows("playing  ")) << shown;
    press("q");
    Ran ran = finish(player);
    EXPECT_EQ(ran.status, 0) << look();
    EXPECT_THAT(ran.out, HasSubstr("played 0:"));
    EXPECT_EQ(modes(), before) << "the terminal is as it was";
}

TEST_F(LiveTerminal, metersBusesToo) {
    JackServer server(48000, 256);
    JackRecorder recorder(server, "recorder", 40 * 48000);
    NEEDS(server, recorder);
    write("mix.yaml", R"(stemwright: 1
session: {length: 40 s}
tracks: {hiss: {source: {noise: {level: -12 dB}}, to: [room, still]}}
buses: {room: {}, still: {gain: -inf dB}}
)");
    pid_t player = playHere(server, {"mix.yaml"});
    EXPECT_TRUE(shows("buses.room  [==")) << shown;
    EXPECT_TRUE(shows("buses.still [   ")) << shown;
    press("q");
    EXPECT_EQ(finish(player).status, 0) << look();
}

TEST_F(LiveTerminal, isNotWiderOrHigherThanItIs) {
    JackServer server(48000, 256);
    JackRecorder recorder(server, "recorder", 40 * 48000);
    NEEDS(server, recorder);
    size(2, 30);
    pid_t player = playHere(server, {"mix.yaml"});
    ASSERT_TRUE(shows("playing  0:0"));
    EXPECT_TRUE(waitFor([&] { return look().size() > 2000; }, 30));
    kill(player, SIGINT);
    Ran ran = finish(player);
    EXPECT_EQ(ran.status, 0);
    size_t from = shown.find("playing  0:0"), drawn = shown.find('\033', from);
    EXPECT_LE(drawn - from, 29u) << shown;
    EXPECT_THAT(shown.substr(from), Not(HasSubstr("mix [")));
}

TEST_F(LiveTerminal, isLeftAloneWhereNobodyWantsToBeTold) {
    JackServer server(48000, 256);
    JackRecorder recorder(server, "recorder", 40 * 48000);
    NEEDS(server, recorder);
    tcflag_t before = modes();
    pid_t player = playHere(server, {"mix.yaml", "-q"});
    EXPECT_TRUE(waitFor([&] { return recorder.frames() > 10000; }, 30));
    EXPECT_EQ(modes(), before);
    kill(player, SIGINT);
    EXPECT_EQ(finish(player).status, 0);
    EXPECT_EQ(look(), "");
}

}
}
