// What the streaming resampler promises: place, precision, length, and nothing that depends on chunks.
// SPDX-License-Identifier: MIT
#include "framework/audio/resampler.h"
#include "tests/framework/audio/sound_material.h"

namespace stemwright {

static Samples resampled(Resampler& resampler, int channels, const Samples& in, int64_t pushed,
                         int64_t pulled) {
    Samples out, part(size_t(channels * pulled));
    auto take = [&] {
        while (int64_t got = resampler.pull(part.data(), pulled))
            out.insert(out.end(), part.begin(), part.begin() + got * channels);
    };
    for (int64_t at = 0, frames = int64_t(in.size()) / channels; at < frames; at += pushed) {
        resampler.push(in.data() + at * channels, std::min(pushed, frames - at));
        take();
    }
    resampler.finish();
    take();
    return out;
}

TEST(Resampler, DeliversExactlyTheRoundedNumberOfFrames) {
    for (double to : {11025., 44100., 47999., 48000., 96000.})
        for (int64_t frames : {0, 1, 2, 3, 100, 48000}) {
            Resampler resampler(1, 48000, to);
            EXPECT_EQ(int64_t(resampled(resampler, 1, noise(1, frames), 512, 512).size()),
                      std::llround(double(frames) * to / 48000));
        }
}

TEST(Resampler, DoesNotDependOnHowItIsPushedAndPulled) {
    for (double to : {44100., 48000., 96000., 47999.}) {
        Samples in = noise(2, 48000), whole;
        for (int64_t chunk : {100000, 1, 7, 64, 4096}) {
            Resampler resampler(2, 48000, to);
            Samples out = resampled(resampler, 2, in, chunk, chunk == 1 ? 5 : chunk);
            if (whole.empty()) whole = out;
            EXPECT_EQ(out, whole) << to << " in chunks of " << chunk;
        }
    }
}

TEST(Resampler, KeepsASineInPlaceBelowMinus100Decibels) {
    for (double to : {44100., 96000.}) {
        Resampler resampler(1, 48000, to);
        Samples out = resampled(resampler, 1, sine(1, 96000, 997, 48000, 0.5), 1000, 1000);
        Samples right = sine(1, int64_t(out.size()), 997, to, 0.5);
        double worst = 0;
        for (size_t i = 4000; i + 4000 < out.size(); ++i)
            worst = std::max(worst, std::abs(double(out[i]) - right[i]));
        EXPECT_LT(decibelsOf(worst), -100) << to;
    }
}

TEST(Resampler, RemovesWhatTheLowerRateCannotHold) {
    Resampler resampler(1, 96000, 44100);
    Samples out = resampled(resampler, 1, sine(1, 96000, 30000, 96000, 1), 1000, 1000);
    double worst = 0;
    for (size_t i = 4000; i + 4000 < out.size(); ++i) worst = std::max(worst, std::abs(double(out[i])));
    EXPECT_LT(decibelsOf(worst), -100);
}

TEST(Resampler, EqualRatesChangeNothing) {
    Resampler resampler(3, 48000, 48000);
    Samples in = noise(3, 1000, 4);
    EXPECT_EQ(resampled(resampler, 3, in, 64, 100), in);
}

TEST(Resampler, IsLikeNewAfterAReset) {
    Samples in = noise(2, 10000);
    Resampler resampler(2, 44100, 48000);
    Samples once = resampled(resampler, 2, in, 1000, 1000);
    resampler.reset();
    resampler.push(noise(2, 3000, 1, 9).data(), 3000);
    resampler.reset();
    EXPECT_EQ(resampled(resampler, 2, in, 1000, 1000), once);
}

}
