// Decimal arithmetic on whole numbers and powers of ten.
// SPDX-License-Identifier: MIT
#include "framework/document/addition.h"
#include <algorithm>
#include <cstdint>

namespace stemwright {

namespace {

constexpr int mostDigits = 17;

struct Decimal {
    bool infinite = false; // and negative: -inf dB is the only one
    int64_t digits = 0;
    int exponent = 0; // of ten
    std::string unit;
};

// What is bare can only have this unit beside a number that has it. Beside "40 %" it may also mean 100 %.
bool isAloneOfItsKind(const std::string& unit) {
    static const std::vector<std::string> units{"", "dB", "dBTP", "LUFS", "Hz", "bpm"};
    return std::find(units.begin(), units.end(), unit) != units.end();
}

bool isDigit(char c) { return c >= '0' && c <= '9'; }

std::optional<Decimal> parse(std::string_view text) {
    Decimal d;
    size_t i = 0;
    bool negative = false;
    if (i < text.size() && (text[i] == '-' || text[i] == '+')) negative = text[i++] == '-';
    if (text.substr(i).starts_with("inf")) {
        if (!negative) return {};
        d.infinite = true;
        i += 3;
    } else {
        int count = 0, decimals = 0;
        bool point = false, any = false;
        for (; i < text.size() && (isDigit(text[i]) || (text[i] == '.' && !point)); ++i) {
            if (text[i] == '.') {
                point = true;
                continue;
            }
            any = true;
            if (d.digits || text[i] != '0') ++count;
            if (count > mostDigits) return {};
            d.digits = d.digits * 10 + (text[i] - '0');
            decimals += point;
        }
        if (!any) return {};
        d.exponent = -decimals;
        if (negative) d.digits = -d.digits;
    }
    while (i < text.size() && text[i] == ' ') ++i;
    d.unit = text.substr(i);
    while (d.unit.ends_with(' ')) d.unit.pop_back();
    for (char c : d.unit) // 17|3, 1/8, 1:04.5 and 1e5 are no such numbers
        if (isDigit(c) || c == '|' || c == '/' || c == ':') return {};
    return d;
}

void inUnit(Decimal& d, const std::string& unit) {
    if (d.unit == unit) return;
    if ((d.unit == "kHz" && unit == "Hz") || (d.unit == "s" && unit == "ms")) d.exponent += 3;
    d.unit = unit;
}

// `b` is a difference, which has another unit than a loudness or a true peak.
std::optional<std::string> sharedUnit(const std::string& a, const std::string& b) {
    if (b == "LUFS" || b == "dBTP") return {};
    if (a == b || (a == "LUFS" && b == "LU") || (a == "dBTP" && b == "dB")) return a;
    auto oneIs = [&](const char* x, const char* y) { return (a == x && b == y) || (a == y && b == x); };
    if (oneIs("kHz", "Hz")) return "Hz";
    if (oneIs("s", "ms")) return "ms";
    if (oneIs("kHz", "")) return "Hz";
    if (a.empty() && isAloneOfItsKind(b)) return b;
    if (b.empty() && isAloneOfItsKind(a)) return a;
    return {};
}

std::optional<int64_t> scaled(int64_t digits, int by) {
    constexpr int64_t most = 1000000000000000000;
    for (; by > 0; --by) {
        if (digits > most / 10 || digits < -most / 10) return {};
        digits *= 10;
    }
    return digits;
}

std::string print(int64_t digits, int exponent, const std::string& unit) {
    for (; exponent > 0; --exponent) digits *= 10;
    std::string text = std::to_string(digits < 0 ? -digits : digits);
    if (exponent < 0) {
        if (text.size() <= size_t(-exponent)) text.insert(0, size_t(-exponent) + 1 - text.size(), '0');
        text.insert(text.size() + exponent, 1, '.');
        while (text.back() == '0') text.pop_back();
        if (text.back() == '.') text.pop_back();
    }
    return (digits < 0 ? "-" : "") + text + (unit.empty() ? "" : " " + unit);
}

}

std::optional<std::string> sumOf(const std::string& value, const std::string& difference) {
    auto x = parse(value), y = parse(difference);
    if (!x || !y) return {};
    auto unit = sharedUnit(x->unit, y->unit);
    if (!unit) return {};
    if (x->infinite || y->infinite) return "-inf" + (unit->empty() ? "" : " " + *unit);
    inUnit(*x, *unit);
    inUnit(*y, *unit);
    int exponent = std::min({x->exponent, y->exponent, 0});
    auto first = scaled(x->digits, x->exponent - exponent),
         second = scaled(y->digits, y->exponent - exponent);
    if (!first || !second) return {};
    return print(*first + *second, exponent, *unit);
}

std::optional<Datum> added(const Datum& value, const Datum& addition) {
    const Datum* step = addition.find("add");
    if (!step->isScalar()) return {};
    Datum result = addition;
    auto put = [&](const char* word, Datum sum) {
        for (auto& [key, d] : result.entries)
            if (key.name == "add") key.name = word, d = std::move(sum);
    };
    auto sum = [&](const Datum& number) -> std::optional<Datum> {
        auto text = number.isScalar() ? sumOf(number.scalar, step->scalar) : std::optional<std::string>{};
        if (!text) return {};
        Datum d(*text);
        d.place = step->place;
        return d;
    };
    if ((value.isMap() && value.find("points"))) {
        Datum points = *value.find("points");
        for (Datum& point : points.list) {
            if (!point.isList() || point.list.size() < 2) return {};
            auto moved = sum(point.list[1]);
            if (!moved) return {};
            point.list[1] = std::move(*moved);
        }
        put("points", std::move(points));
        if (const Datum::Entry* shape = value.entry("shape")) result.entries.push_back(*shape);
        return result;
    }
    bool again = (value.isMap() && value.find("add")), is = value.isMap() && value.find("is");
    if (again && is) return {};
    auto total = sum(again ? *value.find("add") : is ? *value.find("is") : value);
    if (!total) return {};
    put(again ? "add" : "is", std::move(*total));
    bool bare = !again && result.entries.size() == 1;
    return bare ? result.entries[0].second : result;
}

}
