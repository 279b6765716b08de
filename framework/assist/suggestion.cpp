// Takes parts of what the assistant proposes.
// SPDX-License-Identifier: MIT
#include "framework/assist/suggestion.h"
#include "framework/error/error.h"
#include <algorithm>
#include <cmath>
#include <limits>

namespace stemwright {

std::string_view wordOf(Stage stage) {
    constexpr std::string_view words[] = {"repair", "eq", "dynamics", "levels", "pan", "space", "master"};
    return words[size_t(stage)];
}

double usualAmount(Stage stage) { return stage == Stage::eq || stage == Stage::dynamics ? 0 : 1; }

namespace {

constexpr double audible = 0.25; // dB: what nobody hears need not be read

void scale(SuggestedNumber& number, double amount) {
    if (std::isinf(number.neutral))
        number.value = amount > 0 ? number.value + 20 * std::log10(amount) : number.neutral;
    else
        number.value = number.neutral + amount * (number.value - number.neutral);
}

void scale(SuggestedStrip& strip, Stage stage, double amount, Stage levelsAre) {
    if (strip.gain && stage == levelsAre) scale(*strip.gain, amount);
    if (strip.pan && stage == Stage::pan) scale(*strip.pan, amount);
    if (stage == Stage::space)
        for (SuggestedSend& send : strip.sends) scale(send.level, amount);
    for (SuggestedEntry& entry : strip.chain) {
        if (entry.stage != stage) continue;
        for (auto& [name, number] : entry.numbers) scale(number, amount);
        for (SuggestedBand& band : entry.bands) scale(band.gain, amount);
        // Nothing of it to scale, so there is either all of it or none.
        if (amount == 0) entry.type.clear();
    }
    if (stage == Stage::repair && amount == 0) strip.polarity.clear();
}

bool isIdle(const SuggestedEntry& entry) {
    if (entry.type.empty()) return true;
    if (entry.type == "eq") return entry.bands.empty();
    return !entry.numbers.empty() &&
           std::all_of(entry.numbers.begin(), entry.numbers.end(), [](const auto& number) {
               const SuggestedNumber& n = number.second;
               return std::abs(n.value - n.neutral) < (n.unit == Unit::dB ? audible : 0.05);
           });
}

void prune(SuggestedStrip& strip) {
    for (SuggestedEntry& entry : strip.chain)
        std::erase_if(entry.bands,
                      [](const SuggestedBand& band) { return std::abs(band.gain.value) < audible; });
    std::erase_if(strip.chain, isIdle);
    std::erase_if(strip.sends, [](const SuggestedSend& send) { return send.level.value < -60; });
    if (strip.pan && std::abs(strip.pan->value) < 0.02) strip.pan.reset();
    if (strip.gain && std::abs(strip.gain->value) < audible / 2) strip.gain.reset();
}

template <class Do> void forEachStrip(Suggestion& suggestion, Do act) {
    for (SuggestedStrip& track : suggestion.tracks) act(track);
    for (SuggestedStrip& bus : suggestion.buses) act(bus);
    act(suggestion.master);
}

}

Stage stageOf(std::string_view word) {
    std::vector<std::string> words;
    for (Stage stage : allStages) {
        if (wordOf(stage) == word) return stage;
        words.emplace_back(wordOf(stage));
    }
    throw Error("there is no stage \"" + std::string(word) + "\"",
                ::stemwright::suggestion(std::string(word), words));
}

void scale(Suggestion& suggestion, Stage stage, double amount) {
    forEachStrip(suggestion, [&](SuggestedStrip& strip) {
        scale(strip, stage, amount, &strip == &suggestion.master ? Stage::master : Stage::levels);
    });
    if (stage == Stage::master && amount == 0) suggestion.loudness.reset();
    prune(suggestion);
}

void prune(Suggestion& suggestion) {
    forEachStrip(suggestion, [](SuggestedStrip& strip) { prune(strip); });
    std::erase_if(suggestion.buses, [&](const SuggestedStrip& bus) {
        auto hears = [&](const SuggestedStrip& strip) {
            return std::any_of(strip.sends.begin(), strip.sends.end(),
                               [&](auto& send) { return send.bus == bus.name; });
        };
        return std::none_of(suggestion.tracks.begin(), suggestion.tracks.end(), hears) &&
               std::none_of(suggestion.buses.begin(), suggestion.buses.end(), hears);
    });
}

}
