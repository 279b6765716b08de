// Words for roles.
// SPDX-License-Identifier: MIT
#include "framework/assist/role.h"
#include <algorithm>
#include <array>
#include <cctype>

namespace stemwright {

namespace {

// The first one is what is written; the others are understood. All in singular and lower case.
constexpr std::array<std::array<std::string_view, 6>, roleCount> words{{
    {"kick", "bass drum", "kick drum", "bd"},
    {"snare", "snare drum", "clap", "rim"},
    {"cymbals", "hat", "hi-hat", "hihat", "overhead", "ride"},
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

std::vector<std::string> roleWords() {
    std::vector<std::string> all;
    for (const auto& names : words) all.emplace_back(names[0]);
    return all;
}

}
