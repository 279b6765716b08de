// Reads safetensors.
// SPDX-License-Identifier: MIT
#include "framework/assist/weight_file.h"
#include "framework/assist/shipped_weights.h"
#include "framework/error/error.h"
#include <algorithm>
#include <bit>
#include <cstdint>
#include <cstring>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

namespace stemwright {

static_assert(std::endian::native == std::endian::little, "weights are read as they lie in the file");

static Error noWeights(const std::string& name, const std::string& why) {
    return Error(name + ": not a file of weights: " + why,
                 "write it with the program that trained it, as safetensors of F32");
}

WeightFile::WeightFile(std::string_view bytes, std::string name) : name_(std::move(name)) {
    uint64_t length = 0;
    if (bytes.size() < sizeof length) throw noWeights(name_, "it is too short");
    std::memcpy(&length, bytes.data(), sizeof length);
    bytes.remove_prefix(sizeof length);
    if (length > bytes.size()) throw noWeights(name_, "its header is longer than the file");
    const std::string_view numbers = bytes.substr(length);
    try {
        const auto header = nlohmann::json::parse(bytes.substr(0, length));
        if (!header.is_object()) throw noWeights(name_, "its header is not an object");
        for (const auto& [key, entry] : header.items()) {
            if (key == "__metadata__") {
                about_ = entry.get<std::map<std::string, std::string>>();
                continue;
            }
            if (entry.at("dtype") != "F32") throw noWeights(name_, "\"" + key + "\" is not of type F32");
            Array array{entry.at("shape").get<std::vector<size_t>>(), {}};
            const auto [begin, end] = entry.at("data_offsets").get<std::pair<size_t, size_t>>();
            if (begin > end || end > numbers.size())
                throw noWeights(name_, "\"" + key + "\" lies outside the file");
            size_t left = (end - begin) / sizeof(float);
            for (size_t size : array.shape) left = size && left % size == 0 ? left / size : 0;
            if (left != 1 || (end - begin) % sizeof(float))
                throw noWeights(name_, "\"" + key + "\" has another size than its shape");
            array.values.resize((end - begin) / sizeof(float));
            std::memcpy(array.values.data(), numbers.data() + begin, end - begin);
            arrays_.emplace(key, std::move(array));
        }
    } catch (const nlohmann::json::exception& error) {
        throw noWeights(name_, error.what());
    }
}

WeightFile WeightFile::read(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    std::ostringstream bytes;
    if (!file || !(bytes << file.rdbuf()))
        throw Error("the weights \"" + path + "\" cannot be read", "check the path");
    return WeightFile(bytes.str(), path);
}

WeightFile WeightFile::shipped(const std::string& name) {
    for (const auto& [known, bytes] : shippedWeights())
        if (known == name) return WeightFile(bytes, fmt::format("models/{0}/{0}.safetensors", name));
    throw Error("this program was built without the weights of \"" + name + "\"",
                "train them with ./dev train " + name + " and build again");
}

const WeightFile::Array& WeightFile::find(const std::string& array) const {
    auto found = arrays_.find(array);
    if (found == arrays_.end()) throw noWeights(name_, "it has no \"" + array + "\"");
    return found->second;
}

const std::vector<size_t>& WeightFile::shape(const std::string& array) const { return find(array).shape; }

std::span<const float> WeightFile::values(const std::string& array, const std::vector<size_t>& shape) const {
    const Array& found = find(array);
    if (!std::ranges::equal(found.shape, shape,
                            [](size_t is, size_t wanted) { return is == wanted || wanted == 0; }))
        throw noWeights(
            name_, fmt::format("\"{}\" has the shape {}, where {} is wanted", array, found.shape, shape));
    return found.values;
}

}
