// Writes what the assistant proposes as a layer of a mix.
// SPDX-License-Identifier: MIT
#include "framework/assist/suggestion.h"
#include <algorithm>
#include <cmath>

namespace stemwright {

namespace {

using Pairs = std::vector<std::pair<std::string, Datum>>;

// As fine as one can hear or set it: people read this.
double rounded(double value, Unit unit) {
    auto to = [&](double step) { return std::round(value / step) * step; };
    switch (unit) {
    case Unit::dB:
    case Unit::dBTP:
    case Unit::LUFS:
        return std::round(value * 10) / 10;
    case Unit::Hz:
        return value < 100 ? to(1) : value < 1000 ? to(10) : to(100);
    case Unit::ms:
        return value < 10 ? std::round(value * 10) / 10 : to(1);
    case Unit::samples:
        return to(1);
    default:
        return std::round(value * 100) / 100;
    }
}

Datum quantity(double value, Unit unit) {
    double shown = rounded(value, unit);
    return formatQuantity(shown == 0 ? 0 : shown, unit);
}

void add(Pairs& pairs, const Rationale& why) {
    if (why.because.empty()) return;
    pairs.emplace_back("because", why.because);
    pairs.emplace_back("confidence", formatQuantity(std::round(why.confidence * 100) / 100, Unit::none));
}

Datum reasoned(const std::string& word, const Rationale& why) {
    if (why.because.empty()) return word;
    Pairs pairs{{"is", word}};
    add(pairs, why);
    return Datum::map(std::move(pairs));
}

Datum datumOf(const SuggestedNumber& number) {
    Datum value = quantity(number.value, number.unit);
    if (number.why.because.empty()) return value;
    Pairs pairs{{"is", std::move(value)}};
    add(pairs, number.why);
    return Datum::map(std::move(pairs));
}

Datum datumOf(const SuggestedBand& band) {
    return Datum::map({{"shape", band.shape},
                       {"freq", quantity(band.frequency, Unit::Hz)},
                       {"gain", datumOf(band.gain)},
                       {"q", quantity(band.quality, Unit::none)}});
}

Datum datumOf(const SuggestedEntry& entry) {
    Pairs inside;
    for (const auto& [name, text] : entry.settings) inside.emplace_back(name, text);
    for (const auto& [name, number] : entry.numbers) inside.emplace_back(name, datumOf(number));
    if (!entry.bands.empty()) {
        Pairs bands;
        for (const SuggestedBand& band : entry.bands) bands.emplace_back(band.name, datumOf(band));
        inside.emplace_back("bands", Datum::map(std::move(bands)));
    }
    Pairs pairs;
    if (entry.id != entry.type) pairs.emplace_back("id", entry.id);
    pairs.emplace_back(entry.type, Datum::map(std::move(inside)));
    add(pairs, entry.why);
    return Datum::map(std::move(pairs));
}

Datum datumOf(const SuggestedStrip& strip) {
    Pairs pairs;
    if (!strip.source.empty()) pairs.emplace_back("source", strip.source);
    if (!strip.role.empty()) pairs.emplace_back("role", reasoned(strip.role, strip.whyRole));
    if (!strip.polarity.empty()) pairs.emplace_back("polarity", reasoned(strip.polarity, strip.whyPolarity));
    if (!strip.chain.empty()) {
        std::vector<Datum> chain;
        for (const SuggestedEntry& entry : strip.chain) chain.push_back(datumOf(entry));
        pairs.emplace_back("chain", Datum::sequence(std::move(chain)));
    }
    if (strip.gain) pairs.emplace_back("gain", datumOf(*strip.gain));
    if (strip.pan) pairs.emplace_back("pan", datumOf(*strip.pan));
    if (!strip.sends.empty()) {
        Pairs sends;
        for (const SuggestedSend& send : strip.sends) {
            Pairs level{{"level", quantity(send.level.value, Unit::dB)}};
            add(level, send.level.why);
            sends.emplace_back(send.bus,
                               level.size() > 1 ? Datum::map(std::move(level)) : std::move(level[0].second));
        }
        pairs.emplace_back("sends", Datum::map(std::move(sends)));
    }
    return Datum::map(std::move(pairs));
}

Datum datumOf(const std::vector<SuggestedStrip>& strips) {
    Pairs pairs;
    for (const SuggestedStrip& strip : strips) pairs.emplace_back(strip.name, datumOf(strip));
    return Datum::map(std::move(pairs));
}

}

Datum documentOf(const Suggestion& suggestion) {
    Pairs pairs{{"stemwright", "1"}};
    if (!suggestion.tracks.empty()) pairs.emplace_back("tracks", datumOf(suggestion.tracks));
    if (!suggestion.buses.empty()) pairs.emplace_back("buses", datumOf(suggestion.buses));
    if (Datum master = datumOf(suggestion.master); !master.entries.empty())
        pairs.emplace_back("master", std::move(master));
    Pairs output{{"from", "master"}};
    if (suggestion.loudness) output.emplace_back("loudness", quantity(*suggestion.loudness, Unit::LUFS));
    pairs.emplace_back("outputs", Datum::map({{"mix", Datum::map(std::move(output))}}));
    return Datum::map(std::move(pairs));
}

}
