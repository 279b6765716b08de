// Reads the weights of networks, which are arrays of numbers with names.
// SPDX-License-Identifier: MIT
#pragma once
#include <map>
#include <span>
#include <string>
#include <vector>

namespace stemwright {

/// Weights as safetensors (Hugging Face): eight bytes with the length of a header, little endian; the header,
/// a JSON object which says of each array its type, its shape and where in the rest it lies; the rest.
/// Numbers are of 32 bits (F32).
class WeightFile {
  public:
    /// Throws an Error that begins with `name` where `bytes` are no such file.
    WeightFile(std::string_view bytes, std::string name);

    static WeightFile read(const std::string& path); ///< throws where the file cannot be read or is none

    /// Weights that are part of the program: those of models/NAME/NAME.safetensors. Throws where there are
    /// none.
    static WeightFile shipped(const std::string& name);

    /// The numbers of an array, the last dimension running fastest. Throws where there is no such array, or
    /// where it has another shape than `shape`; a 0 there stands for any size.
    std::span<const float> values(const std::string& array, const std::vector<size_t>& shape) const;

    const std::vector<size_t>& shape(const std::string& array) const; ///< throws where there is none

    /// What the file says of itself (`__metadata__`).
    const std::map<std::string, std::string>& about() const { return about_; }

  private:
    struct Array {
        std::vector<size_t> shape;
        std::vector<float> values;
    };
    const Array& find(const std::string& array) const;

    std::string name_;
    std::map<std::string, Array> arrays_;
    std::map<std::string, std::string> about_;
};

}
