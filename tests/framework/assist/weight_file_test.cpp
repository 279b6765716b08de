// Weights are read as they were written, and what is none is told.
// SPDX-License-Identifier: MIT
#include "framework/assist/dense_layer.h"
#include "framework/assist/shipped_weights.h"
#include "framework/assist/weight_file.h"
#include "framework/error/error.h"
#include <cstring>
#include <gmock/gmock.h>

using namespace stemwright;
using testing::ElementsAre;
using testing::HasSubstr;

static std::string fileOf(const std::string& header, const std::vector<float>& numbers) {
    uint64_t length = header.size();
    std::string bytes(sizeof length, '\0');
    std::memcpy(bytes.data(), &length, sizeof length);
    bytes += header;
    bytes.append(reinterpret_cast<const char*>(numbers.data()), numbers.size() * sizeof(float));
    return bytes;
}

static const std::string two = R"({"__metadata__": {"rate": "44100"},
    "bias": {"dtype": "F32", "shape": [2], "data_offsets": [16, 24]},
    "weight": {"dtype": "F32", "shape": [2, 2], "data_offsets": [0, 16]}})";

TEST(WeightFiles, areReadAsTheyWereWritten) {
    WeightFile file(fileOf(two, {1, 2, 3, 4, 5, 6}), "two");
    EXPECT_THAT(file.values("weight", {2, 0}), ElementsAre(1, 2, 3, 4));
    EXPECT_THAT(file.values("bias", {2}), ElementsAre(5, 6));
    EXPECT_THAT(file.shape("weight"), ElementsAre(2, 2));
    EXPECT_EQ(file.about().at("rate"), "44100");
}

TEST(WeightFiles, tellWhatIsMissingOrOfAnotherShape) {
    WeightFile file(fileOf(two, {1, 2, 3, 4, 5, 6}), "two");
    auto message = [&](const std::string& array, const std::vector<size_t>& shape) -> std::string {
        try {
            file.values(array, shape);
        } catch (const Error& error) {
            return error.what();
        }
        return "";
    };
    EXPECT_THAT(message("gain", {1}), HasSubstr("it has no \"gain\""));
    EXPECT_THAT(message("bias", {3}), HasSubstr("[2], where [3]"));
    EXPECT_THAT(message("bias", {2, 1}), HasSubstr("[2], where [2, 1]"));
}

TEST(WeightFiles, thatAreCutOffOrDamagedAreErrors) {
    const std::string whole = fileOf(two, {1, 2, 3, 4, 5, 6});
    for (size_t length = 0; length < whole.size(); ++length)
        EXPECT_THROW(WeightFile(std::string_view(whole).substr(0, length), "cut"), Error) << length;
    for (const std::string header :
         {"[]", "{\"a\": 1}", R"({"a": {"dtype": "F16", "shape": [2], "data_offsets": [0, 4]}})",
          R"({"a": {"dtype": "F32", "shape": [2], "data_offsets": [4, 0]}})",
          R"({"a": {"dtype": "F32", "shape": [0], "data_offsets": [0, 4]}})",
          R"({"a": {"dtype": "F32", "shape": [4294967296, 4294967296], "data_offsets": [0, 0]}})"})
        EXPECT_THROW(WeightFile(fileOf(header, {1}), "damaged"), Error) << header;
}

TEST(WeightFiles, thatAreShippedCanBeRead) {
    for (const auto& [name, bytes] : shippedWeights())
        EXPECT_FALSE(WeightFile::shipped(std::string(name)).about().empty())
            << name << " says nothing of itself";
    EXPECT_THROW(WeightFile::shipped("nobody"), Error);
}

TEST(WeightFiles, ofADenseLayerMultiplyAndAdd) {
    WeightFile file(fileOf(R"({"a.weight": {"dtype": "F32", "shape": [2, 3], "data_offsets": [0, 24]},
                               "a.bias": {"dtype": "F32", "shape": [2], "data_offsets": [24, 32]}})",
                           {1, 2, 3, 4, 5, 6, 10, 20}),
                    "dense");
    const std::vector<double> input{1, 0.5, -1};
    EXPECT_THAT(dense(file, "a", input), ElementsAre(10 + 1 + 1 - 3, 20 + 4 + 2.5 - 6));
    EXPECT_THROW(dense(file, "a", std::vector<double>(2)), Error);
}
