// One line of text for every setting, still or moving.
// SPDX-License-Identifier: MIT
#include "tests/benchmarks/console/document.h"
#include "tests/benchmarks/console/strip.h"
#include "tests/benchmarks/console/tracks.h"
#include <cmath>
#include <fmt/core.h>

namespace stemwright::bench {

namespace {

constexpr const char* impulse = "{impulse: {}}";

class Values {
  public:
    enum class Movement { still, moving };
    explicit Values(Movement movement) : movement_(movement) {}

    // A point every ten seconds, now above the value and now below, by more than half of `swing` and never by
    // the same; every curve is another.
    std::string operator()(double value, const char* unit, double swing) {
        if (movement_ == Movement::still) return fmt::format("{}{}", value, unit);
        ++curves_;
        std::string points;
        for (int k = 0; k * 10 <= seconds; ++k) {
            double share = 0.6 + 0.4 * std::fmod(0.618 * curves_ + 0.37 * k, 1);
            points += fmt::format("{}[{} s, {:.4f}{}]", k ? ", " : "", 10 * k,
                                  value + (k % 2 ? swing : -swing) * share, unit);
        }
        return fmt::format("{{points: [{}]}}", points);
    }

    Movement movement() const { return movement_; }

  private:
    Movement movement_;
    int curves_ = 0;
};

std::string bandLine(int index, const Band& band, Values& values) {
    constexpr const char* shapes[] = {"low_shelf", "bell", "high_shelf"};
    return fmt::format("            b{}: {{shape: {}, freq: {}, gain: {}, q: {}}}\n", index,
                       shapes[int(band.shape)], values(band.freq, " Hz", band.freq / 4),
                       values(band.gain, " dB", 3), values(band.q, "", band.q / 4));
}

std::string compressorLine(const Dynamics& d, Values& values) {
    bool moving = values.movement() == Values::Movement::moving; // away from the hard knee, and back
    return fmt::format("      - compressor: {{threshold: {}, ratio: {}, attack: {}, release: {}, knee: {}, "
                       "makeup: {}}}\n",
                       values(d.threshold, " dB", 3), values(d.ratio, "", 0.5),
                       values(d.attack, " ms", d.attack / 4), values(d.release, " ms", d.release / 4),
                       values(moving ? 2 : 0, " dB", 2), values(0, " dB", 1));
}

std::string stripText(int track, int tracks, const std::string& folder, Mix mix, Values& values) {
    bool varied = mix == Mix::varied;
    bool saturator = mix == Mix::saturated || (varied && track % 2 == 0);
    bool compressor = mix != Mix::thin && !(varied && track % 4 == 1);
    Strip s = strip(track, tracks);
    std::string source = mix == Mix::unread ? impulse : folder + "/" + fileOf(track);
    std::string text = fmt::format("  t{}:\n    source: {}\n    chain:\n      - highpass: {{cutoff: {}}}\n"
                                   "      - eq:\n          bands:\n",
                                   track, source, values(s.cutoff, " Hz", s.cutoff / 4));
    for (int b = 0; b < int(s.bands.size()); ++b) text += bandLine(b, s.bands[size_t(b)], values);
    if (saturator) text += "      - saturator: {drive: 3 dB, oversampling: 1}\n";
    if (compressor) text += compressorLine(s.compressor, values);
    text += fmt::format("    gain: {}\n    pan: {}\n", values(s.gain, " dB", 2), values(s.pan, "", 0.3));
    if (mix != Mix::strips) text += fmt::format("    sends: {{room: {}}}\n", values(s.send, " dB", 3));
    return text;
}

}

std::string document(Mix mix, int tracks, const std::string& folder) {
    Values values(mix == Mix::automated ? Values::Movement::moving : Values::Movement::still);
    std::string text =
        fmt::format("stemwright: 1\nsession: {{rate: {} Hz, length: {} s}}\ntracks:\n", rate, seconds);
    if (mix == Mix::bare) return text + "  t0:\n    source: " + impulse + "\n";
    for (int track = 0; track < tracks; ++track) text += stripText(track, tracks, folder, mix, values);
    if (mix == Mix::strips) return text;
    Values still(Values::Movement::still);
    return text +
           fmt::format("buses:\n  room: {{chain: [{{reverb: {{decay: {} s}}}}]}}\nmaster:\n    chain:\n{}"
                       "      - limiter: {{ceiling: {} dBTP, release: {} ms}}\n",
                       roomDecay, compressorLine(masterCompressor, still), ceiling, limiterRelease);
}

}
