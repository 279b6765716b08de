// Feeds the events of yaml-cpp to the builder of values; the only file that knows this library.
// SPDX-License-Identifier: MIT
#include "framework/document/yaml.h"
#include "framework/document/datum_builder.h"
#include "framework/document/text.h"
#include "framework/document/yaml_mistake.h"
#include <algorithm>
#include <sstream>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/yaml.h>

namespace stemwright {

namespace {

class Listener : public YAML::EventHandler {
  public:
    Listener(std::string_view text, const std::string& file, std::vector<Problem>& problems)
        : builder(problems), text_(text), file_(file), problems_(problems) {}

    DatumBuilder builder;

    // A whole document may be one line, so within a line columns are counted on from the mark before.
    Place place(const YAML::Mark& mark) {
        size_t end = std::min<size_t>(std::max(mark.pos, 0), text_.size());
        if (mark.line != line_)
            column_ = columnFromTheStart(mark, end);
        else if (end >= end_)
            column_ += characters(text_.substr(end_, end - end_));
        else
            column_ -= characters(text_.substr(end, end_ - end));
        line_ = mark.line;
        end_ = end;
        return {file_, line_ + 1, column_ + 1};
    }

    // yaml-cpp takes the end of the file for the end of a quoted text; only the last scalar can be one.
    void checkLastQuote() {
        char quote = lastScalar_ < text_.size() ? text_[lastScalar_] : ' ';
        if (quote != '"' && quote != '\'') return;
        for (size_t i = lastScalar_ + 1; i < text_.size(); ++i)
            if (text_[i] == '\\' && quote == '"')
                ++i;
            else if (text_[i] == quote && (quote == '"' || text_.substr(i + 1, 1) != "'"))
                return;
            else if (text_[i] == quote)
                ++i; // '' stands for one '
        builder.fail(lastPlace_, "the quoted text that starts here is not closed",
                     std::string("close it with ") + quote);
    }

  private:
    int columnFromTheStart(const YAML::Mark& mark, size_t end) const {
        size_t bytes = std::min<size_t>(std::max(mark.column, 0), end);
        bool ascii = std::all_of(text_.begin() + (end - bytes), text_.begin() + end,
                                 [](char c) { return uint8_t(c) < 0x80; });
        return ascii ? int(bytes) : charactersBefore(text_, end);
    }

    void OnDocumentStart(const YAML::Mark& mark) override {
        if (++documents_ > 1)
            builder.fail(place(mark), "a second document starts here", "keep one document in a file");
    }
    void OnDocumentEnd() override {}
    void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
        builder.nothing(place(mark), anchor);
    }
    void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override {
        builder.alias(place(mark), anchor);
    }
    void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  const std::string& value) override {
        rejectTag(mark, tag);
        lastScalar_ = mark.pos;
        lastPlace_ = place(mark);
        if (!isUtf8(value)) // yaml-cpp makes single bytes of these two
            builder.fail(lastPlace_, "\\N and \\_ mean nothing here", "write \\x85 and \\xa0");
        builder.scalar(lastPlace_, value, anchor);
    }
    void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                         YAML::EmitterStyle::value) override {
        rejectTag(mark, tag);
        builder.start(Datum::Kind::list, place(mark), mark.pos, anchor);
    }
    void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                    YAML::EmitterStyle::value) override {
        rejectTag(mark, tag);
        builder.start(Datum::Kind::map, place(mark), mark.pos, anchor);
    }
    void OnSequenceEnd() override { builder.end(); }
    void OnMapEnd() override { builder.end(); }

    void rejectTag(const YAML::Mark& mark, const std::string& tag) {
        if (tag.empty() || tag == "?" || tag == "!") return; // what yaml-cpp says where none is written
        static const std::string standard = "tag:yaml.org,2002:";
        std::string shown = tag.starts_with(standard) ? "!!" + tag.substr(standard.size()) : tag;
        problems_.push_back({place(mark), "the tag " + shown + " means nothing here",
                             tag == "!include" ? "write {include: FILE}" : "take it out"});
    }

    std::string_view text_;
    const std::string& file_;
    std::vector<Problem>& problems_;
    int documents_ = 0, line_ = -1, column_ = 0; // of the last mark, from 0
    size_t end_ = 0;                             // where it lies in the text
    size_t lastScalar_ = std::string::npos;
    Place lastPlace_;
};

}

Datum readYaml(const std::string& whole, const std::string& fileName, std::vector<Problem>& problems) {
    if (auto problem = unreadable(whole, fileName)) {
        problems.push_back(*problem);
        return {};
    }
    std::string text = whole.starts_with("\xEF\xBB\xBF") ? whole.substr(3) : whole; // a byte order mark
    if (!text.ends_with('\n')) text += '\n'; // without it yaml-cpp takes a last unclosed quote otherwise
    Listener listener(text, fileName, problems);
    try {
        std::istringstream stream(text);
        YAML::Parser parser(stream);
        while (parser.HandleNextDocument(listener)) {}
        listener.checkLastQuote();
    } catch (const DatumBuilder::Stop&) {
        return {};
    } catch (const YAML::Exception& exception) {
        Place place = listener.place(exception.mark);
        problems.push_back(yamlMistake(text, exception.msg, place, listener.builder.open()));
        return {};
    }
    Datum root = listener.builder.takeRoot();
    if (root.kind == Datum::Kind::none)
        problems.push_back({{fileName}, "the file is empty", "start with \"stemwright: 1\" and \"tracks:\""});
    return root;
}

}
