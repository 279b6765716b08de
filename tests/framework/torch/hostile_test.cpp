// Files that are no models, or bad ones: one clear error each, and the program goes on.
// SPDX-License-Identifier: MIT
#include "tests/framework/torch/model_run.h"
#include <fstream>
#include <gmock/gmock.h>

namespace stemwright::test {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

class HostileModels : public TorchModels {
  protected:
    HostileModels() {
        std::string name = (fs::temp_directory_path() / "stemwright-XXXXXX").string();
        folder = mkdtemp(name.data());
    }
    ~HostileModels() override { fs::remove_all(folder); }

    std::string write(const std::string& name, const std::string& bytes) const {
        std::ofstream(folder / name, std::ios::binary) << bytes;
        return (folder / name).string();
    }
    static std::string bytesOf(const std::string& path) {
        std::ifstream file(path, std::ios::binary);
        return {std::istreambuf_iterator<char>(file), {}};
    }
    /// What is said of it: one line, without a trace.
    static std::string refusal(const std::string& path, const ModelUse& use = {}) {
        std::string said = saidBy([&] { loadModel(path, use); });
        EXPECT_NE(said, "") << path;
        EXPECT_EQ(said.find('\n'), std::string::npos) << said;
        EXPECT_EQ(said.find("frame #"), std::string::npos) << said;
        EXPECT_LT(said.size(), 800u) << said;
        return said;
    }

    fs::path folder;
};

TEST_F(HostileModels, whatIsNoTorchScriptIsSaidToBeNone) {
    EXPECT_THAT(refusal(write("empty.ts", "")), HasSubstr("TorchScript file is wanted"));
    EXPECT_THAT(refusal(write("text.ts", "this is no model")), HasSubstr("TorchScript file is wanted"));
    EXPECT_THAT(refusal((folder / "missing.ts").string()), HasSubstr("cannot be read"));
    EXPECT_THAT(refusal(folder.string()), HasSubstr("cannot be read"));
    for (const char* name : {"model_0.pt", "A2.nam"})
        if (std::string path = std::string(SOURCE_DIR "/../shared/models/not_torchscript/") + name;
            fs::exists(path)) {
            EXPECT_THAT(refusal(path), HasSubstr("TorchScript file is wanted"));
        }
}

TEST_F(HostileModels, damagedFilesNeverCrashAnything) {
    const std::string whole = bytesOf(module("Tilde"));
    ASSERT_GT(whole.size(), 4000u);
    for (size_t size : {whole.size() / 4, whole.size() / 2, whole.size() - 1})
        refusal(write("cut" + std::to_string(size) + ".ts", whole.substr(0, size)));
    for (size_t at = 100; at < whole.size(); at += whole.size() / 6) { // some still load; none may do worse
        std::string damaged = whole;
        for (size_t n = at; n < std::min(at + 24, whole.size()); ++n) damaged[n] = char(n * 37);
        const std::string path = write("damaged" + std::to_string(at) + ".ts", damaged);
        saidBy([&] { loadModel(path); });
    }
}

TEST_F(HostileModels, anEndlessOneIsGivenUpAndTheNextOneLoads) {
    EXPECT_THAT(refusal(module("Endless"), {.patience = 6}), HasSubstr("within 6 seconds"));
    EXPECT_EQ(loadModel(module("Tilde"))->facts().dialect, "nn~");
}

TEST_F(HostileModels, badOnesAreQuotedInOneLine) {
    EXPECT_THAT(refusal(module("Greedy")), HasSubstr("memory"));
    EXPECT_THAT(refusal(module("Refusing")), HasSubstr("nothing pleases me"));
    EXPECT_THAT(refusal(module("Text")), HasSubstr("gives no tensor"));
    EXPECT_THAT(refusal(module("NoForward")), HasSubstr("no method \"forward\""));
    EXPECT_THAT(refusal(module("NoForward"), {.method = "enhanse"}), HasSubstr("did you mean \"enhance\""));
    EXPECT_THAT(refusal(module("Tilde"), {.method = "encodes"}), HasSubstr("did you mean \"encode\""));
    EXPECT_THAT(refusal(module("Tilde"), {.method = "encode", .block = 100}), HasSubstr("a multiple of 256"));
    EXPECT_THAT(refusal(module("InPlace"), {.block = -1}), HasSubstr("block cannot be -1"));
    EXPECT_THAT(refusal(module("InPlace"), {.layout = "cats"}), HasSubstr("layout"));
}

TEST_F(HostileModels, anotherShapeInMidSongIsAnErrorOfThatBlock) {
    auto model = loadModel(module("Shrinking"));
    auto instance = model->instance();
    const Signals in = noises(1, 8 * model->facts().block);
    EXPECT_THAT(saidBy([&] { through(*instance, model->facts(), in, 8 * model->facts().block); }),
                HasSubstr("gives a tensor"));
    instance->reset();
    EXPECT_EQ(saidBy([&] { through(*instance, model->facts(), in, 4 * model->facts().block); }), "");
}

TEST_F(HostileModels, descriptionsAreReadStrictly) {
    fs::copy(module("InPlace"), folder / "model.ts");
    const std::string path = (folder / "model.ts").string();
    auto described = [&](const std::string& text) {
        write("model.audio_node.json", text);
        return refusal(path);
    };
    EXPECT_THAT(described("{"), HasSubstr("this is no JSON"));
    EXPECT_THAT(described("[]"), HasSubstr("no map"));
    EXPECT_THAT(described(R"({"blok": 3})"), HasSubstr("did you mean \"block\""));
    EXPECT_THAT(described(R"({"block": "long"})"), HasSubstr("\"block\" cannot be"));
    EXPECT_THAT(described(R"({"numbers": {"drive": {"max": 2}}})"), HasSubstr("does not have"));
    EXPECT_THAT(described(R"({"arguments": {"x": {"state": [-1]}}})"), HasSubstr("a state cannot be"));
    write("model.audio_node.json", R"({"block": 96, "latency": 100})");
    ModelUse use;
    use.exact = true; // our own kernels take blocks of any length
    EXPECT_EQ(loadModel(path, use)->facts().block, 96);
    EXPECT_EQ(loadModel(path, use)->facts().latency, 100);
}

}
}
