// Every example about scripts that build mixes in docs/scripting.md is run, by these rules:
// - The files of the page's ```yaml and named ```lua blocks are there anew for each example, and so are the
//   stems of the demo song.
// - Any other ```lua block is script.lua, and prints what the ```text block right below it holds, or nothing.
// - The commands behind each $ of a ```console block say what stands below them.
// SPDX-License-Identifier: MIT
#include "tests/framework/app/command_line.h"
#include "tests/framework/document/reference_page.h"

namespace stemwright::test {
namespace {

const std::vector<Example>& page() {
    static const std::vector<Example> examples = [] {
        std::vector<Example> all = examplesOfThePage("scripting.md");
        std::erase_if(all, [](const Example& e) { return e.heading != "## Scripts that build mixes"; });
        return all;
    }();
    return examples;
}

std::vector<size_t> examplesIn(const std::string& language) {
    std::vector<size_t> found;
    for (size_t i = 0; i < page().size(); ++i)
        if (page()[i].language == language && !(language == "lua" && page()[i].isNamed())) found.push_back(i);
    return found;
}

class ScriptingPage : public CommandLine, public testing::WithParamInterface<size_t> {
  protected:
    ScriptingPage() {
        fs::create_directory_symlink(SOURCE_DIR "/graphs/demo/stems", folder / "stems");
        for (const Example& example : page())
            if (example.isNamed()) write(example.file(), example.text);
    }

    std::string shell(const std::string& command) const {
        std::string path = fs::path(COMMAND).parent_path().string();
        std::string line = "cd '" + folder.string() + "' && PATH='" + path + "':\"$PATH\"; { " + command +
                           "\n} 2>&1 </dev/null";
        std::string said;
        FILE* pipe = popen(line.c_str(), "r");
        if (!pipe) throw std::runtime_error("there is no shell");
        for (int c; (c = fgetc(pipe)) != EOF;) said += char(c);
        pclose(pipe);
        return said;
    }
};

std::string lineOf(const testing::TestParamInfo<size_t>& index) {
    return "Line" + std::to_string(page()[index.param].line);
}

class ScriptOfThePage : public ScriptingPage {};

TEST_P(ScriptOfThePage, printsWhatStandsBelowIt) {
    write("script.lua", page()[GetParam()].text);
    size_t below = GetParam() + 1;
    bool answered =
        below < page().size() && page()[below].language == "text" && page()[below].before == "```";
    EXPECT_EQ(shell("stemwright run script.lua"), answered ? page()[below].text : "");
}

class SessionOfThePage : public ScriptingPage {};

TEST_P(SessionOfThePage, goesAsThePageSays) {
    const std::string& text = page()[GetParam()].text;
    ASSERT_TRUE(text.starts_with("$ "));
    EXPECT_EQ(sessionWith(text, [&](const std::string& line) { return shell(line); }), text);
}

INSTANTIATE_TEST_SUITE_P(Scripting, ScriptOfThePage, testing::ValuesIn(examplesIn("lua")), lineOf);
INSTANTIATE_TEST_SUITE_P(Scripting, SessionOfThePage, testing::ValuesIn(examplesIn("console")), lineOf);

}
}
