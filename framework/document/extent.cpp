// Walks over a text along the values that were read from it: their kinds and letters say what must come next.
// SPDX-License-Identifier: MIT
#include "framework/document/extent.h"
#include "framework/document/cursor.h"

namespace stemwright {

namespace {

using Style = Extent::Style;

class Walk {
  public:
    Walk(const std::string& text, const std::string& file) : cursor_(text, file) {}

    Extents all(const Datum& document) {
        if (cursor_.startsWith("\xEF\xBB\xBF")) cursor_.step(3);
        cursor_.skip();
        while (cursor_.here() == '%') cursor_.toLineEnd(), cursor_.skip();
        if (cursor_.startsWith("---")) cursor_.step(3);
        Extents found;
        found.root = value(document, Inside::block, -1);
        cursor_.skip();
        found.comments = cursor_.comments();
        return found;
    }

  private:
    enum class Inside { block, flow };

    Extent value(const Datum& d, Inside inside, int indent) {
        size_t before = cursor_.at();
        Extent extent;
        cursor_.skip();
        if (cursor_.here() == '&')
            extent.anchor = cursor_.at(), cursor_.name(), before = cursor_.at(), cursor_.skip();
        if (cursor_.here() == '!' && cursor_.isBlank(cursor_.at() + 1)) cursor_.step(), cursor_.skip();
        extent.begin = cursor_.at();
        if (cursor_.here() == '*') {
            extent.style = Style::alias;
            cursor_.name();
        } else if (d.kind == Datum::Kind::none)
            nothing(extent, before, indent);
        else if (d.isScalar())
            scalar(extent, d.scalar, indent);
        else if (cursor_.here() == '[' || cursor_.here() == '{')
            flow(extent, d);
        else if (inside == Inside::flow)
            pair(extent, d);
        else
            block(extent, d);
        extent.end = cursor_.at();
        return extent;
    }

    void nothing(Extent& extent, size_t before, int indent) {
        for (std::string_view word : {"null", "Null", "NULL", "~"})
            if (cursor_.startsWith(word) && cursor_.column() > indent) {
                cursor_.step(word.size());
                extent.style = Style::plain;
                return;
            }
        cursor_.moveTo(extent.begin = before);
    }

    void scalar(Extent& extent, const std::string& letters, int indent) {
        char first = cursor_.here();
        if (first == '"' || first == '\'') {
            extent.style = first == '"' ? Style::doubleQuoted : Style::singleQuoted;
            cursor_.quoted(first);
        } else if (first == '|' || first == '>') {
            extent.style = Style::literal;
            cursor_.literal(indent);
        } else {
            extent.style = Style::plain;
            cursor_.plain(letters);
        }
    }

    // A key of a map; behind it the value, with whatever the two are parted by.
    Extent::Child entry(const Datum::Entry& e, Inside inside, int indent) {
        cursor_.skip();
        Extent::Child child;
        child.begin = cursor_.at();
        bool spelled = cursor_.here() == '?' && cursor_.isBlank(cursor_.at() + 1);
        if (spelled) cursor_.step();
        value(Datum(e.first.name), inside, indent);
        child.keyEnd = child.value.begin = child.value.end = cursor_.at();
        cursor_.skip();
        if (cursor_.here() == ':') {
            cursor_.step();
            child.colon = cursor_.at();
            child.value = value(e.second, inside, indent);
        } else if (e.second.kind == Datum::Kind::none)
            cursor_.moveTo(child.keyEnd);
        else
            cursor_.lost();
        return child;
    }

    Extent::Child element(const Datum& d) {
        cursor_.skip();
        Extent::Child child;
        child.begin = child.keyEnd = cursor_.at();
        child.value = value(d, Inside::flow, -1);
        return child;
    }

    void flow(Extent& extent, const Datum& d) {
        extent.style = Style::flow;
        cursor_.step();
        auto comma = [&] {
            cursor_.skip();
            if (cursor_.here() == ',') cursor_.step();
        };
        for (const Datum::Entry& e : d.entries)
            extent.children.push_back(entry(e, Inside::flow, -1)), comma();
        for (const Datum& e : d.list) extent.children.push_back(element(e)), comma();
        cursor_.skip();
        cursor_.expect(d.isMap() ? '}' : ']');
    }

    void pair(Extent& extent, const Datum& d) {
        if (d.entries.size() != 1) cursor_.lost();
        extent.style = Style::pair;
        extent.children.push_back(entry(d.entries[0], Inside::flow, -1));
    }

    void block(Extent& extent, const Datum& d) {
        extent.style = Style::block;
        int indent = cursor_.column();
        for (const Datum::Entry& e : d.entries) extent.children.push_back(entry(e, Inside::block, indent));
        for (const Datum& e : d.list) {
            cursor_.skip();
            Extent::Child child;
            child.begin = cursor_.at();
            cursor_.expect('-');
            child.keyEnd = child.colon = cursor_.at();
            child.value = value(e, Inside::block, indent);
            extent.children.push_back(std::move(child));
        }
    }

    Cursor cursor_;
};

}

Extents extentsOf(const std::string& text, const Datum& document) {
    return Walk(text, document.place.file).all(document);
}

}
