// Words for roles.
// SPDX-License-Identifier: MIT
#include "framework/assist/role.h"
#include <algorithm>
#include <array>
#include <cctype>

namespace stemwright {

namespace {

// The first one is what is written; the others are understood. All in singular and lower case.
constexpr std::array<std::array<std::string_view, 7>, roleCount> words{{
    {"kick", "bass drum", "kick drum", "bd", "bassdrum"},
    {"snare", "snare drum", "clap", "rim"},
    {"cymbals", "hat", "hi-hat", "hihat", "hi hat", "overhead", "ride"},
    {"toms", "tom"},
    {"percussion", "shaker", "tambourine", "conga"},
    {"drums", "drum", "drum kit", "beat", "drum loop"},
    {"bass", "bass guitar", "synth bass", "sub"},
    {"electric guitar", "guitar", "lead guitar", "rhythm guitar"},
    {"acoustic guitar", "ukulele", "banjo", "mandolin"},
    {"keys", "piano", "organ", "electric piano", "clavinet"},
    {"pad", "synth pad"},
    {"lead synth", "synth", "synth lead", "arpeggio"},
    {"strings", "violin", "cello", "orchestra"},
    {"winds", "brass", "horn", "saxophone", "flute", "trumpet"},
    {"lead vocal", "vocal", "vox", "voice", "lead vocals", "singer"},
    {"backing vocal", "backing vocals", "choir", "harmony", "background vocal"},
    {"effects", "effect", "fx", "noise", "ambience"},
}};

}

std::string_view wordOf(TrackRole role) { return words[size_t(role)][0]; }

std::optional<TrackRole> trackRoleOf(std::string_view text) {
    std::string word(text);
    std::transform(word.begin(), word.end(), word.begin(), [](unsigned char c) { return std::tolower(c); });
    auto find = [](std::string_view wanted) -> std::optional<TrackRole> {
        for (size_t r = 0; r < roleCount; ++r)
            for (std::string_view one : words[r])
                if (!one.empty() && one == wanted) return TrackRole(r);
        return {};
    };
    auto role = find(word);
    if (!role && word.size() > 1 && word.back() == 's') role = find(word.substr(0, word.size() - 1));
    return role;
}

std::optional<TrackRole> roleInName(std::string_view name) {
    std::vector<std::string> parts(1);
    for (size_t i = 0; i < name.size(); ++i) {
        auto isLetter = [&](size_t at) { return std::isalpha(static_cast<unsigned char>(name[at])) != 0; };
        auto isCapital = [&](size_t at) { return std::isupper(static_cast<unsigned char>(name[at])) != 0; };
        const bool begins = i > 0 && isCapital(i) && isLetter(i - 1) && !isCapital(i - 1); // as in BassDrum
        if ((!isLetter(i) || begins) && !parts.back().empty()) parts.emplace_back();
        if (isLetter(i)) parts.back() += name[i];
    }
    for (size_t count : {3, 2, 1}) // "bass drum" before "bass"
        for (size_t first = 0; first + count <= parts.size(); ++first) {
            std::string words = parts[first];
            for (size_t i = 1; i < count; ++i) words += " " + parts[first + i];
            if (auto role = trackRoleOf(words)) return role;
        }
    return {};
}

std::vector<std::string> roleWords() {
    std::vector<std::string> all;
    for (const auto& names : words) all.emplace_back(names[0]);
    return all;
}

}
