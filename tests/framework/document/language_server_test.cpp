// The YAML language server of editors, with our schema: it completes, explains and warns, and leaves good
// mixes alone.
// SPDX-License-Identifier: MIT
#include "tests/framework/app/command_line.h"
#include "tests/framework/document/outside_program.h"
#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

namespace stemwright::test {

using nlohmann::json;
using testing::AllOf;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::IsSupersetOf;
using testing::Not;

using Lines = std::vector<std::string>;

static const std::string server =
    SOURCE_DIR "/build/npm/node_modules/yaml-language-server/bin/yaml-language-server";

struct LanguageServer : WithSchema {
    void SetUp() override {
        if (shell("node --version").status != 0) GTEST_SKIP() << "node is not there";
        if (!fs::exists(server)) GTEST_SKIP() << "there is no " << server << "; ./dev test fetches it";
    }

    // What the server says to each text, in which "<here>" is where the cursor stands.
    std::vector<json> answers(const std::string& ask, const std::vector<std::string>& texts) const {
        json questions = json::array();
        for (const std::string& text : texts) questions.push_back({{"ask", ask}, {"text", text}});
        write("questions.json", questions.dump());
        Ran ran = shell("timeout 120 node " SOURCE_DIR "/tests/framework/document/language_server.mjs '" +
                        server + "' schema.json <questions.json");
        json found = json::parse(ran.out, nullptr, false);
        bool good = ran.status == 0 && found.is_array() && found.size() == texts.size();
        EXPECT_TRUE(good) << ran.status << ": " << ran.out;
        return good ? found.get<std::vector<json>>() : std::vector<json>(texts.size(), json::array());
    }

    std::vector<Lines> offered(const std::vector<std::string>& texts) const {
        std::vector<Lines> all;
        for (const json& items : answers("completion", texts)) {
            all.emplace_back();
            for (const json& item : items) all.back().push_back(item["label"]);
        }
        return all;
    }

    std::vector<std::string> shown(const std::vector<std::string>& texts) const {
        std::vector<std::string> all;
        for (const json& text : answers("hover", texts)) all.push_back(text.is_string() ? text : "");
        return all;
    }

    std::vector<Lines> warnings(const std::vector<std::string>& texts) const {
        std::vector<Lines> all;
        for (const json& items : answers("diagnostics", texts)) {
            all.emplace_back();
            for (const json& item : items)
                all.back().push_back(std::to_string(item["line"].get<int>()) + ": " +
                                     item["message"].get<std::string>());
        }
        return all;
    }
};

static const std::string track = "stemwright: 1\ntracks:\n  vox:\n    source: vox.wav\n",
                         chain = track + "    chain:\n";

TEST_F(LanguageServer, LeavesGoodMixesAlone) {
    std::vector<fs::path> paths;
    for (const auto& entry : fs::recursive_directory_iterator(SOURCE_DIR "/graphs"))
        if (entry.path().extension() == ".yaml") paths.push_back(entry.path());
    if (fs::exists(example)) paths.emplace_back(example);
    std::vector<std::string> texts;
    for (const fs::path& path : paths) texts.push_back(contents(path));
    auto found = warnings(texts);
    for (size_t i = 0; i < paths.size(); ++i) EXPECT_THAT(found[i], IsEmpty()) << paths[i];
}

TEST_F(LanguageServer, WarnsOfWhatIsUnknown) {
    auto found = warnings({track + "    gian: -3 dB\n", chain + "      - compressor: {raito: 3}\n",
                           chain + "      - compresor: {ratio: 3}\n", track + "    gain: -3 Hz\n"});
    EXPECT_THAT(found[0], ElementsAre(AllOf(HasSubstr("5: "), HasSubstr("gian"))));
    EXPECT_THAT(found[1], ElementsAre(AllOf(HasSubstr("6: "), HasSubstr("raito"))));
    EXPECT_THAT(found[2], ElementsAre(HasSubstr("compresor")));
    EXPECT_THAT(found[3], ElementsAre(HasSubstr("write -3 dB")));
}

TEST_F(LanguageServer, OffersTheWordsOfEveryMap) {
    auto found = offered({"stemwright: 1\n<here>\n", track + "    <here>\n",
                          track + "    sends: {plate: {t<here>}}\n", "stemwright: 1\nexpect:\n  <here>\n"});
    EXPECT_THAT(found[0], IsSupersetOf({"session", "tracks", "buses", "master", "expect"}));
    EXPECT_THAT(found[1], IsSupersetOf({"trim", "chain", "gain", "sends"}));
    EXPECT_THAT(found[2], IsSupersetOf({"level", "tap"}));
    EXPECT_THAT(found[3], IsSupersetOf({"loudness", "true_peak"}));
}

TEST_F(LanguageServer, OffersNodesInChainsAndUnderNodes) {
    auto found = offered(
        {chain + "      - <here>\n", chain + "      <here>\n", chain + "      duck:\n        <here>\n",
         "stemwright: 1\nnodes:\n  wobble:\n    <here>\n", "stemwright: 1\nnodes:\n  wobble: <here>\n"});
    EXPECT_THAT(found[0],
                AllOf(IsSupersetOf({"compressor", "eq", "reverb", "bypass"}), Not(Contains("lfo"))));
    EXPECT_THAT(found[1], IsSupersetOf({"compressor", "eq", "order"}));
    EXPECT_THAT(found[2], IsSupersetOf({"compressor", "before", "after", "ratio"}));
    EXPECT_THAT(found[3], IsSupersetOf({"lfo", "delay"}));
    EXPECT_THAT(found[4], IsSupersetOf({"lfo", "delay"}));
}

TEST_F(LanguageServer, OffersParametersAndTheirWords) {
    auto found =
        offered({chain + "      - compressor: {t<here>}\n", chain + "      compressor:\n        <here>\n",
                 chain + "      - eq: {bands: {mud: {s<here>}}}\n",
                 chain + "      - eq: {bands: {mud: {shape: <here>}}}\n", track + "    gain: {p<here>}\n"});
    EXPECT_THAT(found[0], IsSupersetOf({"threshold", "ratio", "attack", "sidechain"}));
    EXPECT_THAT(found[1], IsSupersetOf({"threshold", "ratio", "before", "bypass"}));
    EXPECT_THAT(found[2], IsSupersetOf({"freq", "gain", "q"}));
    EXPECT_THAT(found[3], IsSupersetOf({"bell", "low_shelf"}));
    EXPECT_THAT(found[4], IsSupersetOf({"is", "add", "points"}));
}

TEST_F(LanguageServer, WritesTheDefaultOfWhatIsChosen) {
    auto items = answers("completion", {chain + "      - compressor:\n          thr<here>\n"});
    for (const json& item : items[0])
        if (item["label"] == "threshold") {
            EXPECT_THAT(item["inserts"].get<std::string>(), HasSubstr("-18 dB"));
            EXPECT_THAT(item["help"].get<std::string>(), HasSubstr("-60 dB to 0 dB"));
            return;
        }
    ADD_FAILURE() << "no threshold";
}

TEST_F(LanguageServer, ExplainsWhatTheCursorIsOn) {
    auto found = shown({chain + "      - compressor: {ra<here>tio: 3}\n",
                        chain + "      compressor: {ra<here>tio: {add: 1}}\n",
                        chain + "      - compr<here>essor: {ratio: 3}\n", track + "    tr<here>im: 2 dB\n",
                        "stemwright: 1\nnodes: {w: {lfo: {ra<here>te: 2 Hz}}}\n"});
    for (int either : {0, 1})
        EXPECT_THAT(found[either], AllOf(HasSubstr("dB at the input for each dB at the output"),
                                         HasSubstr("1 to 100"), HasSubstr("default")));
    EXPECT_THAT(found[2], HasSubstr("Compressor"));
    EXPECT_THAT(found[3], HasSubstr("before the chain"));
    EXPECT_THAT(found[4], HasSubstr("0.01 Hz to 100 Hz"));
}

}
