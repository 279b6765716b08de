// The server as a program of others sees it.
// SPDX-License-Identifier: MIT
#include "framework/control/http_server.h"
#include "tests/framework/control/fake_live_control.h"
#include <cstdio>
#include <cstdlib>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace stemwright {
namespace {

struct HttpOutsiderTest : testing::Test {
    void SetUp() override {
        if (std::system("curl --version >/dev/null 2>&1") != 0) GTEST_SKIP() << "curl is not there";
    }
    // What curl prints for these arguments and this target, and the status at its end.
    std::string curl(const std::string& arguments, const std::string& target) {
        std::string line = "curl --silent --noproxy '*' --max-time 30 --write-out ' %{http_code}' " +
                           arguments + " '" + server.url() + target + "'",
                    text;
        FILE* pipe = popen(line.c_str(), "r");
        for (int c; (c = std::fgetc(pipe)) != EOF;) text += char(c);
        pclose(pipe);
        return text;
    }
    test::FakeLiveControl control;
    ControlLoop loop;
    HttpServer server{control, loop, {.token = "cherry-stone"}};
    const std::string token = "-H 'Authorization: Bearer cherry-stone' ",
                      json = "-H 'Content-Type: application/json' ";
};

TEST_F(HttpOutsiderTest, movesAndReleases) {
    EXPECT_EQ(curl(token, "document"), control.document() + " 200");
    EXPECT_EQ(curl(token + json + R"(-X PUT -d '{"value": "-3 dB"}')", "parameters/vox.gain"),
              R"({"address":"vox.gain","value":-3.0,"limited":false} 200)");
    EXPECT_EQ(control.value("vox.gain"), -3);
    curl(token + "-X DELETE", "parameters/vox.gain");
    EXPECT_EQ(control.value("vox.gain"), 0);
    EXPECT_TRUE(curl(token + "--http1.0", "status").ends_with(" 200"));
}

TEST_F(HttpOutsiderTest, isToldWhyNot) {
    EXPECT_TRUE(curl("", "document").ends_with(" 401"));
    EXPECT_TRUE(curl(token + R"(-X PUT -d '{"value": 1}')", "parameters/vox.gain")
                    .ends_with(" 415")); // curl says: a form
    EXPECT_TRUE(curl(token + json + "-d \"$(printf %0100000d 0)\"", "transport").ends_with(" 413"));
}

}
}
