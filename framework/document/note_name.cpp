// Counts half-tones from C-1, which is note 0.
// SPDX-License-Identifier: MIT
#include "framework/document/note_name.h"
#include <charconv>
#include <string_view>

namespace stemwright {

static std::optional<int> wholeNumber(std::string_view text) {
    int number = 0;
    auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (failure != std::errc{} || end != text.data() + text.size()) return {};
    return number;
}

std::optional<int> noteNumber(const std::string& name) {
    static constexpr std::string_view letters = "C D EF G A B";
    std::string_view rest = name;
    std::optional<int> number = wholeNumber(rest);
    if (!number && !rest.empty() && rest[0] != ' ') {
        size_t tone = letters.find(rest[0]);
        if (tone == letters.npos) return {};
        rest.remove_prefix(1);
        int sign = rest.starts_with('#') ? 1 : rest.starts_with('b') ? -1 : 0;
        if (sign != 0) rest.remove_prefix(1);
        std::optional<int> octave = wholeNumber(rest);
        if (!octave || *octave < -1 || *octave > 9) return {};
        number = (*octave + 1) * 12 + int(tone) + sign;
    }
    if (!number || *number < 0 || *number > 127) return {};
    return number;
}

std::string noteName(int number) {
    static constexpr const char* tones[] = {"C", "C#", "D", "D#", "E", "F", "F#", "G", "G#", "A", "A#", "B"};
    return tones[number % 12] + std::to_string(number / 12 - 1);
}

}
