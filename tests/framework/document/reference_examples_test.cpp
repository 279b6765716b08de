// Every example of docs/document.md is run, by these rules:
// - A ```yaml block that says `stemwright: 1` is a document. Any other is laid over the first one of the
// page.
// - A first line such as `# song.yaml` is the name of the file that it is for all examples after it, and
// where
//   `stemwright: 1` is missing too, it is a fragment; a document without a name is mix.yaml until the next
//   one.
// - A ```text block right below holds all that `stemwright check` says of it; without one it says nothing.
// - Two documents with the line `is the same as` between them stand for the same graph and assertions.
// - The commands behind each $ of a ```console block say what stands below them.
// - A ```lua block whose first line is a comment with a file's name is that file.
// - All sounds that a document names are there: twelve seconds of silence, in stereo.
// SPDX-License-Identifier: MIT
#include "framework/graph/lateness.h"
#include "framework/script/document_scripts.h"
#include "tests/framework/app/command_line.h"
#include "tests/framework/document/graph_text.h"
#include "tests/framework/document/reference_page.h"
#include <algorithm>
#include <gmock/gmock.h>
#include <regex>

namespace stemwright::test {
namespace {

const std::vector<Example>& page() {
    static const std::vector<Example> examples = examplesOfThePage();
    return examples;
}

std::vector<size_t> examplesIn(const std::string& language) {
    std::vector<size_t> found;
    for (size_t i = 0; i < page().size(); ++i)
        if (page()[i].language == language && !(language == "yaml" && page()[i].isFragment()))
            found.push_back(i);
    return found;
}

std::vector<size_t> secondsOfPairs() {
    std::vector<size_t> found = examplesIn("yaml");
    std::erase_if(found, [](size_t i) { return page()[i].before != "is the same as"; });
    return found;
}

// What is compared of a document, and what is said of it.
struct Outcome {
    std::vector<std::string> graph;
    std::string said;
};

class ExampleTest : public CommandLine, public testing::WithParamInterface<size_t> {
  protected:
    ExampleTest() {
        runScriptsWith(runDocumentScript);
        writeSilence();
        writeFilesBefore(GetParam());
        fs::current_path(folder);
    }
    ~ExampleTest() override { fs::current_path(before_); }

    // Runs example `index`, with the files that the page has shown up to there.
    Outcome outcomeOf(size_t index) {
        writeFile(page()[index]);
        Outcome outcome;
        try {
            Mix mix = loadMix(page()[index].file());
            outcome.graph = nodesOf(mix.graph);
            for (const std::string& wire : wiresOf(mix.graph)) outcome.graph.push_back(wire);
            for (const Expectation& e : mix.expectations)
                outcome.graph.push_back(e.output + ": " + e.what + " " + e.text);
            outcome.said = warnings(mix.warnings);
            outcome.said += warnings(lateOutputs(*compile(std::move(mix.graph))));
        } catch (const Error& error) {
            for (const Problem& problem : error.problems()) outcome.said += problem.text() + "\n";
        }
        return outcome;
    }

    // Both streams, as a terminal shows them.
    std::string shell(const std::string& command) const {
        std::string path = fs::path(COMMAND).parent_path().string();
        std::string line = "PATH='" + path + "':\"$PATH\"; { " + command + "\n} 2>&1 </dev/null", said;
        FILE* pipe = popen(line.c_str(), "r");
        if (!pipe) throw std::runtime_error("there is no shell");
        for (int c; (c = fgetc(pipe)) != EOF;) said += char(c);
        pclose(pipe);
        return said;
    }

  private:
    static std::string warnings(const std::vector<Problem>& problems) {
        std::string text;
        for (const Problem& problem : problems) text += "warning: " + problem.text() + "\n";
        return text;
    }

    void writeFile(const Example& example) const {
        fs::create_directories((folder / example.file()).parent_path());
        write(example.file(), fileOf(example, page()[0]));
        writeSounds(example);
    }

    void writeFilesBefore(size_t index) const {
        for (size_t i = 0; i < index; ++i)
            if (page()[i].language == "yaml")
                writeFile(page()[i]);
            else if (page()[i].language == "lua")
                write(page()[i].file(), page()[i].text);
    }

    // What ends in .wav is a sound, and all sounds are one.
    void writeSounds(const Example& example) const {
        static const std::regex sound(R"([\w./]+\.wav)");
        std::sregex_iterator names(example.text.begin(), example.text.end(), sound), end;
        for (; names != end; ++names) {
            fs::path beside = fs::path(example.file()).parent_path();
            fs::path path = folder / (beside / names->str()).lexically_normal();
            fs::create_directories(path.parent_path());
            if (!fs::exists(path)) fs::create_symlink(folder / silence, path);
        }
    }

    static constexpr const char* silence = ".silence";

    void writeSilence() const {
        SoundFormat format;
        format.container = "wav";
        format.rate = 8000;
        format.dither = SoundFormat::Dither::none;
        const int64_t frames = 12 * int64_t(format.rate);
        SoundWriter writer((folder / silence).string(), format);
        writer.write(std::vector<float>(size_t(frames * format.channels)).data(), frames);
        writer.finish();
    }

    fs::path before_ = fs::current_path();
};

std::string lineOf(const testing::TestParamInfo<size_t>& index) {
    return "Line" + std::to_string(page()[index.param].line);
}

class ExampleDocument : public ExampleTest {};

TEST_P(ExampleDocument, SaysWhatStandsBelowIt) {
    size_t below = GetParam() + 1;
    bool answered =
        below < page().size() && page()[below].language == "text" && page()[below].before == "```";
    EXPECT_EQ(outcomeOf(GetParam()).said, answered ? page()[below].text : "");
}

class ExamplePair : public ExampleTest {};

TEST_P(ExamplePair, StandsForTheSame) {
    Outcome one = outcomeOf(GetParam() - 1), other = outcomeOf(GetParam());
    EXPECT_THAT(other.graph, testing::ElementsAreArray(one.graph));
    EXPECT_FALSE(other.graph.empty());
}

class ExampleSession : public ExampleTest {};

TEST_P(ExampleSession, GoesAsThePageSays) {
    const std::string& text = page()[GetParam()].text;
    ASSERT_TRUE(text.starts_with("$ "));
    EXPECT_EQ(sessionWith(text, [&](const std::string& line) { return shell(line); }), text);
}

INSTANTIATE_TEST_SUITE_P(LanguageReference, ExampleDocument, testing::ValuesIn(examplesIn("yaml")), lineOf);
INSTANTIATE_TEST_SUITE_P(LanguageReference, ExamplePair, testing::ValuesIn(secondsOfPairs()), lineOf);
INSTANTIATE_TEST_SUITE_P(LanguageReference, ExampleSession, testing::ValuesIn(examplesIn("console")), lineOf);

TEST(LanguageReference, BeginsWithAWholeMixOfItsOwnName) {
    EXPECT_TRUE(page()[0].isDocument());
    EXPECT_TRUE(page()[0].isNamed());
}

TEST(LanguageReference, HasNoExampleThatIsNotRun) {
    for (const Example& example : page())
        EXPECT_THAT(example.language, testing::AnyOf("yaml", "lua", "text", "console"))
            << "line " << example.line;
}

TEST(LanguageReference, HasNoAnswerWithoutAnExample) {
    for (size_t i = 0; i < page().size(); ++i)
        if (page()[i].language == "text") {
            EXPECT_EQ(page()[i].before, "```") << "line " << page()[i].line;
            EXPECT_EQ(page()[i - 1].language, "yaml") << "line " << page()[i].line;
        }
}

TEST(LanguageReference, UsesEveryFileThatItShows) {
    for (const Example& file : page()) {
        if (!file.isFragment()) continue;
        std::string name = fs::path(file.file()).filename().string();
        bool used = std::any_of(page().begin(), page().end(), [&](const Example& example) {
            return &example != &file && example.text.find(name) != std::string::npos;
        });
        EXPECT_TRUE(used) << file.file();
    }
}

}
}
