// Asks every layer about every address.
// SPDX-License-Identifier: MIT
#include "framework/document/explain.h"
#include "framework/document/settings.h"
#include "framework/document/value_text.h"
#include <algorithm>
#include <map>
#include <set>

namespace stemwright {

namespace {

Statement statementOf(const Setting& setting, const std::string& from) {
    const Place& place = setting.value.place.line ? setting.value.place : setting.key.place;
    Statement statement{place, setting.key.place, from, "", "", ""};
    Datum value = setting.value;
    auto take = [&](const char* word) {
        const Datum* reason = value.isMap() ? value.find(word) : nullptr;
        std::string text = reason && reason->isScalar() ? reason->scalar : "";
        std::erase_if(value.entries, [&](const Datum::Entry& e) { return e.first.name == word; });
        return text;
    };
    statement.because = take("because");
    statement.confidence = take("confidence");
    if (value.isMap() && value.entries.size() == 1 && value.entries[0].first.name == "is")
        value = Datum(value.entries[0].second);
    statement.written = value.kind == Datum::Kind::none ? "null" : flowText(value);
    return statement;
}

// What says how layers are put together, and is not there any more once they are.
bool isUsedUp(const std::string& address) {
    std::string word = address.substr(address.rfind('.') + 1);
    return word == "like" || word == "before" || word == "after" || word == "order";
}

class History {
  public:
    explicit History(const Document& document) : document_(document) {
        for (const Layer& layer : document.layers) collectTemplates(layer.document);
        for (const Layer& layer : document.layers) collectLikes(layer.document);
        for (const auto& [strip, templates] : likes_)
            for (const std::string& name : templates) addTemplate(strip, name, {});
        for (const Layer& layer : document.layers)
            for (const Setting& setting : settingsOf(layer.document)) add(setting, "");
    }

    std::vector<Statement> of(const std::string& address) const {
        auto found = statements_.find(address);
        return found == statements_.end() ? std::vector<Statement>{} : found->second;
    }

    const std::vector<std::string>& addresses() const { return order_; }

  private:
    void collectTemplates(const Datum& layer) {
        if (const Datum* templates = layer.find("templates"))
            for (const auto& [key, strip] : templates->entries) templates_[key.name].push_back(&strip);
    }

    static std::vector<std::string> namesIn(const Datum& strip) {
        const Datum* like = strip.find("like");
        std::vector<std::string> names;
        if (!like) return names;
        for (const Datum& name : like->isList() ? like->list : std::vector<Datum>{*like})
            names.push_back(name.scalar);
        return names;
    }

    void collectLikes(const Datum& layer) {
        auto collect = [&](const std::string& name, const Datum& strip) {
            if (strip.find("like")) likes_[name] = namesIn(strip); // an upper layer rules
        };
        for (const char* section : {"tracks", "buses"})
            if (const Datum* strips = layer.find(section))
                for (const auto& [key, strip] : strips->entries) collect(key.name, strip);
        if (const Datum* master = layer.find("master")) collect("master", *master);
    }

    void addTemplate(const std::string& strip, const std::string& name, std::set<std::string> open) {
        if (!open.insert(name).second) return;
        for (const Datum* layer : templates_[name]) {
            for (const std::string& lower : namesIn(*layer)) addTemplate(strip, lower, open);
            for (const Setting& setting : settingsOfStrip(*layer, strip))
                if (setting.key.name != "like") add(setting, name);
        }
    }

    void add(const Setting& setting, const std::string& from) {
        auto [said, fresh] = statements_.try_emplace(setting.address);
        if (fresh) order_.push_back(setting.address);
        said->second.insert(said->second.begin(), statementOf(setting, from));
    }

    const Document& document_;
    std::map<std::string, std::vector<const Datum*>> templates_; // by name, the lowest layer first
    std::map<std::string, std::vector<std::string>> likes_;      // by strip
    std::map<std::string, std::vector<Statement>> statements_;
    std::vector<std::string> order_;
};

}

std::vector<Explanation> explain(const Document& document, const std::string& address) {
    History history(document);
    std::map<std::string, std::string> values;
    std::vector<std::string> addresses;
    for (const Setting& setting : settingsOf(document.whole)) {
        values[setting.address] = statementOf(setting, "").written;
        addresses.push_back(setting.address);
    }
    for (const std::string& other : history.addresses()) // removed, or without effect
        if (!values.contains(other)) addresses.push_back(other);
    std::vector<Explanation> all;
    for (const std::string& one : addresses)
        if (address.empty() || one == address || one.starts_with(address + "."))
            if (auto statements = history.of(one); !statements.empty()) {
                std::string value = values.contains(one) ? values[one]
                                    : isUsedUp(one)      ? statements[0].written
                                                         : "";
                all.push_back({one, value, std::move(statements)});
            }
    return all;
}

const Parameter* parameterAt(const Graph& graph, const std::string& address) {
    // The words of a strip are nodes with one number: vox.gain is the number of a node that is called so.
    if (int vertex = graph.find(address); vertex >= 0) {
        const auto& numbers = graph.vertices[size_t(vertex)].node->numbers();
        return numbers.size() == 1 ? numbers[0] : nullptr;
    }
    for (size_t dot = address.rfind('.'); dot != std::string::npos && dot > 0;
         dot = address.rfind('.', dot - 1))
        if (int vertex = graph.find(std::string_view(address).substr(0, dot)); vertex >= 0)
            for (const Parameter* p : graph.vertices[size_t(vertex)].node->parameters())
                if (p->name == address.substr(dot + 1)) return p;
    return nullptr;
}

std::vector<std::string> explainedAddresses(const Document& document) {
    return History(document).addresses();
}

}
