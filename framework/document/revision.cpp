// Keeps tree, edits and what the layers come to together.
// SPDX-License-Identifier: MIT
#include "framework/document/revision.h"
#include "framework/document/address_path.h"
#include "framework/document/change.h"
#include "framework/document/write.h"
#include "framework/document/yaml.h"
#include "framework/node/registry.h"
#include <map>
#include <memory>
#include <set>

namespace stemwright {

// Lower layers are asked for again and again.
static ReadText remembering(ReadText read) {
    auto texts = std::make_shared<std::map<std::string, std::string>>();
    return [read = std::move(read), texts](const std::string& path, std::vector<Problem>& problems) {
        if (auto known = texts->find(path); known != texts->end()) return std::optional(known->second);
        auto text = read(path, problems);
        if (text) texts->emplace(path, *text);
        return text;
    };
}

Revision::Revision(const std::string& text, std::string path, ReadText read)
    : path_(std::move(path)), text_(text), read_(remembering(std::move(read))) {
    std::vector<Problem> problems;
    file_ = readYaml(text_, path_, problems);
    if (problems.empty() && !file_.isMap())
        problems.push_back({{path_},
                            "the document is " + std::string(file_.kindName()),
                            "write a map that starts with stemwright: 1"});
    if (!problems.empty()) throw Error(std::move(problems));
}

Revision::Revision(Datum file, std::string path, std::vector<Layer> below, ReadText read)
    : path_(std::move(path)),
      file_(std::move(file)),
      read_(remembering(std::move(read))),
      below_(std::move(below)) {}

const Document& Revision::document() const {
    if (!document_)
        document_ = below_ ? documentOf(file_, path_, *below_, read_) : documentOf(file_, path_, read_);
    return *document_;
}

Edit Revision::editOf(const std::string& address, const std::optional<Datum>& value) const {
    const Datum& whole = document().whole;
    return editAt(address, value, file_, whole.isMap() ? &whole : nullptr);
}

// Words whose values name files, and parameters that do.
static bool namesFiles(const std::string& word) {
    static const std::set<std::string> words = [] {
        std::set<std::string> all{"source", "extends", "include", "script"};
        for (const Type* type : Registry::instance().types()) {
            auto node = type->describe();
            for (const Parameter* parameter : node->parameters())
                if (dynamic_cast<const File*>(parameter))
                    all.insert(parameter->name.substr(parameter->name.rfind('.') + 1));
        }
        return all;
    }();
    return words.contains(word);
}

// What has no place yet gets one; `file` is that of names of files.
static void place(Datum& datum, const Place& by, const Place& file, bool isFile) {
    if (datum.place.file.empty()) datum.place = isFile && datum.isScalar() ? file : by;
    for (Datum& element : datum.list) place(element, by, file, isFile);
    for (auto& [key, value] : datum.entries) {
        if (key.place.file.empty()) key.place = by;
        place(value, by, file, namesFiles(key.name));
    }
}

void Revision::apply(Edit edit, const Place& by) {
    stemwright::apply(changeFor(file_, edit), file_);
    place(file_, by, {path_}, false);
    edits_.push_back(std::move(edit));
    document_.reset();
}

std::string Revision::text() const { return below_ ? written(file_) : rewritten(text_, edits_, path_); }

}
