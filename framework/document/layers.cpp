// Follows `extends` and lays the files over each other.
// SPDX-License-Identifier: MIT
#include "framework/document/layers.h"
#include "framework/document/document_script.h"
#include "framework/document/fragment.h"
#include "framework/document/merge.h"
#include "framework/document/settle.h"
#include "framework/document/template.h"
#include "framework/document/yaml.h"
#include <algorithm>
#include <filesystem>

namespace stemwright {

namespace {

namespace fs = std::filesystem;

void setLayer(Datum& datum, int layer) {
    datum.place.layer = layer;
    for (Datum& element : datum.list) setLayer(element, layer);
    for (auto& [key, value] : datum.entries) {
        key.place.layer = layer;
        setLayer(value, layer);
    }
}

enum class Lower { unread, read };

class Loader {
  public:
    Loader(Document& document, const ReadText& read)
        : document_(document), fragments_(read, document.problems), read_(read) {}

    void read(const std::string& text, const std::string& path) {
        Datum datum = readYaml(text, path, document_.problems);
        if (datum.kind == Datum::Kind::none)
            incomplete_ = true;
        else
            add(std::move(datum), path);
    }

    void add(Datum datum, const std::string& path, Lower lower = Lower::unread) {
        open_.push_back(fs::path(path).lexically_normal().string());
        if (!datum.isMap())
            problem(datum.place, "the document is " + std::string(datum.kindName()),
                    "write a map that starts with stemwright: 1");
        incomplete_ |= !datum.isMap() || !isOfThisVersion(datum);
        if (datum.isMap()) {
            if (lower == Lower::unread) readLower(datum);
            runScriptOf(datum, path, document_.layers, read_, document_.problems);
            std::erase_if(datum.entries, [](const auto& e) { return e.first.name == "extends"; });
            fragments_.insertInto(datum, Part::document);
            document_.layers.push_back({path, std::move(datum)});
        }
        open_.pop_back();
    }

    /// Whether everything could be read; what is missing would only cause further problems.
    bool isComplete() const { return !incomplete_ && fragments_.isComplete(); }

  private:
    void problem(const Place& place, std::string cause, std::string cure) {
        document_.problems.push_back({place, std::move(cause), std::move(cure)});
    }

    // Whether the rest can be understood at all.
    bool isOfThisVersion(const Datum& datum) {
        const Datum* version = datum.find("stemwright");
        if (!version)
            problem(datum.place, "the document does not say stemwright: 1",
                    versionCure); // and may be understood all the same
        else if (auto other = otherVersion(*version)) {
            document_.problems.push_back(*other);
            return false;
        }
        return true;
    }

    void readLower(const Datum& datum) {
        const Datum::Entry* extends = datum.entry("extends");
        if (!extends) return;
        Datum written = extends->second;
        if (written.kind == Datum::Kind::none) written.place = extends->first.place;
        if (!written.isScalar() && !written.isList())
            return problem(written.place, "extends is " + std::string(written.kindName()),
                           "write a file, or a list of files, the lowest layer first");
        for (const Datum& file : written.isList() ? written.list : std::vector<Datum>{written})
            if (file.isScalar())
                readFile(file);
            else
                problem(file.place, "extends holds " + std::string(file.kindName()),
                        "write the name of a file");
    }

    void readFile(const Datum& file) {
        std::string path = pathBeside(file.place.file, file.scalar);
        if (std::find(open_.begin(), open_.end(), path) != open_.end())
            return problem(file.place, "this makes \"" + path + "\" extend itself", "take it out");
        for (const Layer& layer : document_.layers)
            if (layer.path == path) return; // it counts once, at its lowest place
        if (open_.size() >= deepest)
            return problem(file.place,
                           "files extend each other more than " + std::to_string(deepest) + " deep",
                           "extend fewer");
        if (auto text = fileNamed(file, path, read_, document_.problems))
            read(*text, path);
        else
            incomplete_ = true;
    }

    static constexpr size_t deepest = 64;
    Document& document_;
    Fragments fragments_;
    const ReadText& read_;
    std::vector<std::string> open_; // files that are being read, and extend each other
    bool incomplete_ = false;
};

}

std::string pathBeside(const std::string& file, const std::string& name) {
    fs::path path(name);
    if (path.is_relative()) path = fs::path(file).parent_path() / path;
    return path.lexically_normal().string();
}

// What the layers come to, once all are there.
static void settleAll(Document& document, const Loader& loader) {
    std::vector<Layer>& layers = document.layers;
    if (!loader.isComplete()) return;
    bool several = layers.size() > 1;
    for (size_t i = 0; i < layers.size() && several; ++i) setLayer(layers[i].document, int(i) + 1);
    document.whole = layers.front().document;
    for (size_t i = 1; i < layers.size(); ++i) document.whole = merged(document.whole, layers[i].document);
    Remarks remarks{document.problems, document.warnings};
    applyTemplates(document.whole, remarks);
    settle(document.whole, remarks);
}

Document readDocument(const std::string& text, const std::string& path, const ReadText& read) {
    Document document;
    document.path = path;
    Loader loader(document, read);
    loader.read(text, path);
    settleAll(document, loader);
    return document;
}

Document documentOf(Datum file, const std::string& path, const ReadText& read) {
    Document document;
    document.path = path;
    Loader loader(document, read);
    loader.add(std::move(file), path);
    settleAll(document, loader);
    return document;
}

Document documentOf(Datum file, const std::string& path, std::vector<Layer> below, const ReadText& read) {
    Document document;
    document.path = path;
    document.layers = std::move(below);
    Loader loader(document, read);
    loader.add(std::move(file), path, Lower::read);
    settleAll(document, loader);
    return document;
}

Document loadDocument(const std::string& path, const ReadText& read) {
    Document document;
    document.path = path;
    auto text = read(path, document.problems);
    return text ? readDocument(*text, path, read) : document;
}

}
