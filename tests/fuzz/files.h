// Several files in one text, so that a document in layers fits into one input of a fuzzer.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/document/layers.h"
#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace stemwright::fuzz {

/// Files that lie nowhere but in memory. Each `--- FILE name` line begins another one, its name as seen from
/// the document, which is what stands above the first such line.
class Files {
  public:
    explicit Files(std::string_view input) {
        static constexpr std::string_view mark = "--- FILE ";
        files_.push_back({topDocument, {}});
        while (!input.empty()) {
            std::string_view line = input.substr(0, input.find('\n'));
            input.remove_prefix(std::min(line.size() + 1, input.size()));
            if (line.starts_with(mark) && files_.size() < most)
                files_.push_back({pathBeside(topDocument, std::string(line.substr(mark.size()))), {}});
            else
                files_.back().second.append(line) += '\n';
        }
    }

    static constexpr const char* topDocument = "/nowhere/mix.yaml";

    const std::string& top() const { return files_.front().second; }

    /// The text of the first file of this name.
    const std::string* find(std::string_view path) const {
        for (const auto& [name, text] : files_)
            if (name == path) return &text;
        return nullptr;
    }

  private:
    static constexpr size_t most = 20;
    std::vector<std::pair<std::string, std::string>> files_;
};

}
