// Measures the noise reducer again, on noises and a voice that it was not trained on, beside what needs no
// network.
// SPDX-License-Identifier: MIT
#include "tests/models/own_model.h"
#include <random>

namespace stemwright::test {
namespace {

constexpr size_t methods = 3; // spectral subtraction, and a Wiener filter that tracks noise quickly or slowly
constexpr size_t quiet = 24000, frames = 3 * 48000 + quiet; // half a second of noise, then the voice in it

struct Random {
    std::mt19937 bits{5};
    double between(double a, double b) { return a + (b - a) * double(bits()) / 4294967296.; }
    double normal() {
        return std::sqrt(-2 * std::log(between(1e-9, 1))) * std::cos(2 * M_PI * between(0, 1));
    }
};

/// Steady noise, the louder the deeper, with two tones in it.
std::vector<float> steady() {
    Random random;
    double low = 0;
    std::vector<float> sound(frames);
    for (size_t i = 0; i < frames; ++i) {
        low += 0.05 * (random.normal() - low);
        sound[i] = float(low + .1 * random.normal() + .1 * std::sin(double(i) * .0213) +
                         .05 * std::sin(double(i) * .0771));
    }
    return sound;
}

/// Noise that swells and fades, twice a second or so.
std::vector<float> swelling() {
    std::vector<float> sound = steady();
    for (size_t i = 0; i < frames; ++i)
        sound[i] *= float(std::pow(10, .4 * std::sin(double(i) * 2 * M_PI * 2.1 / 48000)));
    return sound;
}

/// A dozen buzzes at the pitches of voices, each in syllables of its own and with a formant that moves.
std::vector<float> crowd() {
    Random random;
    std::vector<float> sound(frames);
    for (int speaker = 0; speaker < 12; ++speaker) {
        double pitch = random.between(90, 260), pace = random.between(3, 5), phase = 0, y1 = 0, y2 = 0;
        for (size_t i = 0; i < frames; ++i) {
            double time = double(i) / 48000, syllable = std::sin(2 * M_PI * (pace * time + speaker * .29));
            phase += pitch * (1 + .1 * std::sin(time * pace + speaker)) / 48000;
            double pulse = phase >= 1 ? 1 : 0, formant = 700 + 400 * std::sin(time * pace * 2.3 + speaker);
            phase -= std::floor(phase);
            double y = 1.98 * std::cos(2 * M_PI * formant / 48000) * y1 - .9801 * y2 +
                       pulse * std::max(0., syllable);
            y2 = y1, y1 = y;
            sound[i] += float(y);
        }
    }
    return sound;
}

/// Drops, each a short tone.
std::vector<float> rain() {
    Random random;
    std::vector<float> sound(frames);
    for (size_t drop = 0; drop < frames / 120; ++drop) {
        size_t begin = size_t(random.between(0, double(frames - 600))),
               length = size_t(random.between(60, 600));
        double step = 2 * M_PI * random.between(1500, 12000) / 48000,
               level = -std::log(random.between(1e-6, 1));
        for (size_t i = 0; i < length; ++i)
            sound[begin + i] +=
                float(level * std::exp(-double(i) / (.15 * double(length))) * std::sin(step * double(i)));
    }
    return sound;
}

/// Scale-invariant signal-to-distortion ratio, dB, from half a second into the voice on.
double siSdr(std::vector<float> made, std::vector<float> wanted) {
    made.erase(made.begin(), made.begin() + 2 * quiet),
        wanted.erase(wanted.begin(), wanted.begin() + 2 * quiet);
    double shared = product(made, wanted), target = shared * shared / product(wanted, wanted);
    return 10 * std::log10(target / (product(made, made) - target));
}

struct ReducerModel : OwnModel {
    /// The sounds after each of the `methods` of models/reducer/baselines.py; nothing where NumPy is not
    /// there.
    std::vector<std::vector<float>> withoutNetwork(const std::vector<std::vector<float>>& sounds) const {
        std::ofstream file(folder / "sounds", std::ios::binary);
        for (const std::vector<float>& sound : sounds)
            file.write(reinterpret_cast<const char*>(sound.data()), std::streamsize(frames * sizeof(float)));
        file.close();
        std::string command = "cd '" + folder.string() +
                              "' && PYTHONPATH='" SOURCE_DIR "/models' /usr/bin/python3 -B '" SOURCE_DIR
                              "/tests/models/baselines.py' " +
                              std::to_string(frames) + " sounds made 2>.err";
        if (std::system(command.c_str()) != 0) return {};
        std::ifstream made(folder / "made", std::ios::binary);
        std::vector<std::vector<float>> all(methods * sounds.size(), std::vector<float>(frames));
        for (std::vector<float>& sound : all)
            made.read(reinterpret_cast<char*>(sound.data()), std::streamsize(frames * sizeof(float)));
        return all;
    }
};

TEST_F(ReducerModel, isAheadOfWhatNeedsNoNetworkInNoisesOfManyKinds) {
    std::vector<float> voice(quiet), sung = stem("vocal.flac", 12, 3);
    for (float x : sung) voice.push_back(x);
    std::map<std::string, std::vector<float>> noises = {
        {"steady", steady()}, {"swelling", swelling()}, {"crowd", crowd()}, {"rain", rain()}};
    std::vector<std::string> names;
    std::vector<std::vector<float>> noisy;
    for (const auto& [name, noise] : noises)
        for (double snr : {0, 10}) {
            double level = std::sqrt(product(voice, voice) / product(noise, noise) / std::pow(10, snr / 10));
            names.push_back(name + " at " + std::to_string(int(snr)) + " dB");
            noisy.push_back(voice);
            for (size_t i = 0; i < frames; ++i) noisy.back()[i] += float(level * noise[i]);
        }
    auto others = withoutNetwork(noisy);
    if (others.empty()) GTEST_SKIP() << "/usr/bin/python3 with numpy is not there";
    double ahead[methods] = {};
    for (size_t m = 0; m < noisy.size(); ++m) {
        std::vector<float> made = throughModel("reducer", noisy[m]);
        if (made.empty()) GTEST_SKIP() << unplayable;
        double ours = siSdr(made, voice);
        EXPECT_GT(ours, siSdr(noisy[m], voice) - 0.5) << names[m] << " harms";
        for (size_t other = 0; other < methods; ++other) {
            ahead[other] += (ours - siSdr(others[other * noisy.size() + m], voice)) / double(noisy.size());
        }
    }
    EXPECT_GT(ahead[0], .5) << "dB ahead of spectral subtraction";
    EXPECT_GT(ahead[1], .5) << "dB ahead of the Wiener filter";
    EXPECT_GT(ahead[2], -1.) << "dB ahead of the slow Wiener filter, which its card says is as good";
}

}
}
