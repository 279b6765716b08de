// The peak is found wherever it is, though much of the sound is not interpolated.
// SPDX-License-Identifier: MIT
#include "framework/audio/true_peak.h"
#include "framework/dsp/true_peak_detector.h"
#include "tests/framework/audio/sound_material.h"

namespace stemwright {

// Every point between every two samples.
static float highestOf(const Samples& samples) {
    constexpr int taps = TruePeakDetector::taps;
    Samples padded(size_t(taps), 0.f);
    padded.insert(padded.end(), samples.begin(), samples.end());
    padded.resize(padded.size() + taps, 0.f);
    float highest = 0;
    for (float sample : samples) highest = std::max(highest, std::fabs(sample));
    for (size_t i = 0; i + taps <= padded.size(); ++i)
        for (const std::vector<float>& filter : TruePeakDetector::filters()) {
            float sum = 0;
            for (size_t k = 0; k < taps; ++k) sum += filter[k] * padded[i + k];
            highest = std::max(highest, std::fabs(sum));
        }
    return highest;
}

TEST(TruePeak, isThatOfAllPointsWhateverCameBefore) {
    for (unsigned seed = 1; seed <= 20; ++seed) {
        Samples sound = noise(1, 6000, 0.2f, seed);
        std::mt19937 random(seed);
        for (int i = 0; i < 6; ++i) { // alternating signs, which have their peak between the samples
            size_t at = random() % 5900;
            float level = 0.2f + 0.1f * float(i);
            for (size_t k = 0; k < 24; ++k) sound[at + k] = (k / 2 % 2 ? level : -level);
        }
        TruePeak peak(1, 48000);
        peak.add(sound.data(), int64_t(sound.size()));
        EXPECT_NEAR(peak.peak(), highestOf(sound), 1e-6) << seed;
    }
}

}
