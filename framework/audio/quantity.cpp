// Reads numbers with units, positions in bars and lengths in notes.
// SPDX-License-Identifier: MIT
#include "framework/audio/quantity.h"
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <limits>
#include <optional>
#include <vector>

namespace stemwright {

namespace {

enum class Kind { plain, level, truePeak, loudness, loudnessDifference, frequency, time, tempo, octaves };

struct Suffix {
    std::string_view text;
    Kind kind;
    double factor; // into the kind's base: dB, Hz, s
};

constexpr Suffix suffixes[] = {
    {"dB", Kind::level, 1},
    {"dBTP", Kind::truePeak, 1},
    {"dBFS", Kind::level, 1},
    {"LUFS", Kind::loudness, 1},
    {"LU", Kind::loudnessDifference, 1},
    {"Hz", Kind::frequency, 1},
    {"kHz", Kind::frequency, 1000},
    {"s", Kind::time, 1},
    {"ms", Kind::time, 1e-3},
    {"us", Kind::time, 1e-6},
    {"min", Kind::time, 60},
    {"%", Kind::plain, 0.01},
    {"bpm", Kind::tempo, 1},
    {"oct", Kind::octaves, 1},
    {"octaves", Kind::octaves, 1},
};

struct Target {
    Unit unit;
    Kind kind;
    double factor; // of the kind's base in one of this unit
    std::string_view symbol, examples;
};

constexpr Target targets[] = {
    {Unit::none, Kind::plain, 1, "", "0.5 or 50 %"},
    {Unit::dB, Kind::level, 1, "dB", "-3 dB"},
    {Unit::dBTP, Kind::truePeak, 1, "dBTP", "-1 dBTP"},
    {Unit::LUFS, Kind::loudness, 1, "LUFS", "-14 LUFS"},
    {Unit::LU, Kind::loudnessDifference, 1, "LU", "0.5 LU"},
    {Unit::Hz, Kind::frequency, 1, "Hz", "80 Hz or 9 kHz"},
    {Unit::ms, Kind::time, 1e-3, "ms", "12 ms, 480 samples or 1/8"},
    {Unit::s, Kind::time, 1, "s", "2.5 s, 1:04.5 or 17|3.5"},
    {Unit::samples, Kind::time, 0, "samples", "480 samples or 12 ms"},
    {Unit::percent, Kind::plain, 0.01, "%", "40 %"},
    {Unit::bpm, Kind::tempo, 1, "bpm", "96 bpm"},
    {Unit::octaves, Kind::octaves, 1, "octaves", "0.5 octaves"},
};

const Target& target(Unit unit) {
    for (const Target& t : targets)
        if (t.unit == unit) return t;
    return targets[0];
}

std::string_view trimmed(std::string_view s) {
    while (!s.empty() && (s.front() == ' ' || s.front() == '\t')) s.remove_prefix(1);
    while (!s.empty() && (s.back() == ' ' || s.back() == '\t')) s.remove_suffix(1);
    return s;
}

// A decimal number at the front of `s`, which it is taken from.
std::optional<double> takeNumber(std::string_view& s) {
    std::string_view rest = s;
    bool negative = !rest.empty() && rest.front() == '-';
    if (!rest.empty() && (rest.front() == '-' || rest.front() == '+')) rest.remove_prefix(1);
    double value;
    if (rest.starts_with("inf")) {
        value = std::numeric_limits<double>::infinity();
        rest.remove_prefix(3);
    } else {
        if (rest.empty() || !((rest.front() >= '0' && rest.front() <= '9') || rest.front() == '.')) return {};
        auto [end, failure] = std::from_chars(rest.data(), rest.data() + rest.size(), value);
        if (failure != std::errc{}) return {};
        rest.remove_prefix(end - rest.data());
    }
    s = rest;
    return negative ? -value : value;
}

std::optional<double> wholeNumber(std::string_view s) {
    auto n = takeNumber(s);
    return s.empty() ? n : std::optional<double>{};
}

// Seconds of "1:04.5", "1:02:03", "17|3.5", "1/8", "1/8." and "1/8t".
std::optional<double> parseTime(std::string_view s, const Timeline& timeline) {
    if (size_t bar = s.find('|'); bar != s.npos) {
        auto a = wholeNumber(trimmed(s.substr(0, bar))), b = wholeNumber(trimmed(s.substr(bar + 1)));
        if (!a || !b || *a < 1 || *b < 1) return {};
        return timeline.tempo.seconds(timeline.tempo.quarters(*a, *b));
    }
    if (size_t slash = s.find('/'); slash != s.npos) {
        double stretch = 1;
        std::string_view below = s.substr(slash + 1);
        if (below.ends_with('.'))
            stretch = 1.5, below.remove_suffix(1);
        else if (below.ends_with('t'))
            stretch = 2.0 / 3, below.remove_suffix(1);
        auto a = wholeNumber(trimmed(s.substr(0, slash))), b = wholeNumber(trimmed(below));
        if (!a || !b || *b <= 0) return {};
        return timeline.tempo.noteSeconds(*a / *b * stretch);
    }
    if (s.find(':') == s.npos) return {};
    double seconds = 0;
    bool negative = s.starts_with('-');
    if (negative) s.remove_prefix(1);
    for (size_t part = 0; part < 3; ++part) {
        size_t colon = s.find(':');
        auto n = wholeNumber(s.substr(0, colon));
        if (!n || *n < 0 || (part > 0 && *n >= 60)) return {};
        seconds = seconds * 60 + *n;
        if (colon == s.npos) return negative ? -seconds : seconds;
        s.remove_prefix(colon + 1);
    }
    return {};
}

}

std::string_view symbol(Unit unit) { return target(unit).symbol; }

std::string_view examplesOf(Unit unit) { return target(unit).examples; }

std::string patternOf(Unit unit) {
    const std::string space = "[ \\t]*", size = "(inf|([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][-+]?[0-9]+)?)",
                      number = "[-+]?" + size;
    const Target& to = target(unit);
    std::string units, times;
    auto add = [&](std::string_view suffix) { units.append(units.empty() ? "" : "|").append(suffix); };
    for (const Suffix& suffix : suffixes)
        if (suffix.kind == to.kind || (suffix.kind == Kind::level && to.kind == Kind::truePeak))
            add(suffix.text);
    if (to.kind == Kind::time) {
        add("samples");
        times = "|" + number + space + "[|]" + space + number; // bar and beat
        times += "|" + number + space + "/" + space + number + space + "[.t]?";
        times += "|-?[+]?" + size + "(:[+]?" + size + "){1,2}";
    }
    return "^" + space + "(" + number + space + "(" + units + ")?" + times + ")" + space + "$";
}

// In quotes; long words only as far as one can tell which is meant.
static std::string quoted(std::string_view text) {
    size_t end = text.size();
    if (end > 60)
        for (end = 57; end > 0 && (text[end] & 0xC0) == 0x80;) --end; // not within a character
    return "\"" + std::string(text.substr(0, end)) + (end < text.size() ? "...\"" : "\"");
}

double parseQuantity(std::string_view text, Unit unit, const Timeline& timeline, const Place& place) {
    const Target& to = target(unit);
    std::string_view s = trimmed(text);
    std::string expected = "write " + std::string(to.examples);
    if (to.kind == Kind::time)
        if (auto seconds = parseTime(s, timeline))
            return unit == Unit::samples ? *seconds * timeline.rate : *seconds / to.factor;
    auto number = takeNumber(s);
    if (!number) {
        bool digits = s.find_first_of("0123456789") <= s.find_first_not_of("+-.");
        bool large = digits && std::isinf(std::strtod(std::string(s).c_str(), nullptr));
        throw Error(place, quoted(text) + (large ? " is too large a number" : " is no number"), expected);
    }
    s = trimmed(s);
    if (s.empty()) return *number;
    if (s == "samples" && to.kind == Kind::time)
        return unit == Unit::samples ? *number : *number / timeline.rate / to.factor;
    for (const Suffix& suffix : suffixes)
        if (s == suffix.text) {
            bool peakInDecibels = suffix.kind == Kind::level && to.kind == Kind::truePeak;
            if (suffix.kind != to.kind && !peakInDecibels)
                throw Error(place, quoted(text) + " has the wrong unit", expected);
            if (suffix.factor == to.factor) return *number; // what formatQuantity() wrote reads back exactly
            if (unit == Unit::samples) return *number * suffix.factor * timeline.rate;
            // Multiply where the factors allow it: 2.5 / 0.001 is not exact, 2.5 * 1000 is.
            return to.factor < 1 && to.factor > 0
                       ? *number * std::round(suffix.factor / to.factor * 1e9) / 1e9
                       : *number * suffix.factor / to.factor;
        }
    throw Error(place, quoted(text) + " has an unknown unit " + quoted(s), expected);
}

// The shortest digits that read back to the same number; without an exponent where that stays short.
static std::string digits(double value) {
    constexpr size_t longest = 16;
    char text[400];
    auto shortest = std::to_chars(text, text + sizeof text, value);
    std::string found(text, shortest.ptr);
    if (found.find('e') == found.npos) return found;
    auto plain = std::to_chars(text, text + sizeof text, value, std::chars_format::fixed);
    bool fits = plain.ec == std::errc{} && size_t(plain.ptr - text) <= longest;
    return fits ? std::string(text, plain.ptr) : found;
}

std::string formatQuantity(double value, Unit unit) {
    std::string text = std::isinf(value) ? value < 0 ? "-inf" : "inf" : digits(value == 0 ? 0.0 : value);
    std::string_view s = symbol(unit);
    return s.empty() ? text : text + " " + std::string(s);
}

}
