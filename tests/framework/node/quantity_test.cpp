// Quantities as people write them: every unit, bars and notes, wrong kinds, and reading back what was shown.
// SPDX-License-Identifier: MIT
#include "framework/audio/quantity.h"
#include <cmath>
#include <gmock/gmock.h>
#include <random>

namespace stemwright {
namespace {

const Unit units[] = {Unit::none, Unit::dB, Unit::dBTP,    Unit::LUFS,    Unit::LU,  Unit::Hz,
                      Unit::ms,   Unit::s,  Unit::samples, Unit::percent, Unit::bpm, Unit::octaves};

double read(const std::string& text, Unit unit, const Timeline& timeline = {}) {
    return parseQuantity(text, unit, timeline, {"mix.yaml", 3, 7});
}

std::string complaint(const std::string& text, Unit unit) {
    try {
        read(text, unit);
    } catch (const Error& error) {
        return error.what();
    }
    return "";
}

TEST(Quantity, isReadInItsUnit) {
    struct Case {
        const char* text;
        Unit unit;
        double value;
    };
    const Case cases[] = {
        {"-3 dB", Unit::dB, -3},
        {"-3dB", Unit::dB, -3},
        {"+6 dB", Unit::dB, 6},
        {"-3 dBFS", Unit::dB, -3},
        {"-1 dBTP", Unit::dBTP, -1},
        {"-1 dB", Unit::dBTP, -1},
        {"-14 LUFS", Unit::LUFS, -14},
        {"0.5 LU", Unit::LU, 0.5},
        {"80 Hz", Unit::Hz, 80},
        {"9 kHz", Unit::Hz, 9000},
        {"1.5kHz", Unit::Hz, 1500},
        {"12 ms", Unit::ms, 12},
        {"12 ms", Unit::s, 0.012},
        {"2.5 s", Unit::ms, 2500},
        {"2.5 s", Unit::s, 2.5},
        {"250 us", Unit::ms, 0.25},
        {"2 min", Unit::s, 120},
        {"480 samples", Unit::samples, 480},
        {"480 samples", Unit::s, 0.01},
        {"480 samples", Unit::ms, 10},
        {"10 ms", Unit::samples, 480},
        {"40 %", Unit::percent, 40},
        {"40 %", Unit::none, 0.4},
        {"40%", Unit::none, 0.4},
        {"0.5", Unit::none, 0.5},
        {".5", Unit::none, 0.5},
        {"1e3", Unit::Hz, 1000},
        {"96 bpm", Unit::bpm, 96},
        {"0.5 octaves", Unit::octaves, 0.5},
        {"2 oct", Unit::octaves, 2},
        {"-12", Unit::dB, -12},
        {"-0", Unit::dB, 0},
        {"  7 Hz ", Unit::Hz, 7},
        {"1:04.5", Unit::s, 64.5},
        {"1:02:03", Unit::s, 3723},
        {"1:04.5", Unit::ms, 64500},
        {"-0:01", Unit::s, -1},
        {"1|1", Unit::s, 0},
        {"17|3.5", Unit::s, 33.25},
        {"1/4", Unit::s, 0.5},
        {"1/8", Unit::ms, 250},
        {"1/8.", Unit::ms, 375},
        {"1/8t", Unit::ms, 500. / 3},
        {"3/4", Unit::s, 1.5},
        {"1/4", Unit::samples, 24000},
    };
    for (const Case& c : cases) EXPECT_DOUBLE_EQ(read(c.text, c.unit), c.value) << c.text;
    EXPECT_EQ(read("-inf dB", Unit::dB), -std::numeric_limits<double>::infinity());
    EXPECT_EQ(read("inf s", Unit::s), std::numeric_limits<double>::infinity());
}

TEST(Quantity, aUnitOfTheWrongKindIsAnErrorWithItsPlaceAndACure) {
    const char* written[] = {"",      "3 dB", "-1 dBTP",     "-14 LUFS", "2 LU",   "80 Hz",
                             "12 ms", "2 s",  "480 samples", "40 %",     "96 bpm", "1 octaves"};
    // The kind of each unit above; units of one kind may be exchanged, and a true peak may be written in dB.
    const int kind[] = {0, 1, 2, 3, 4, 5, 6, 6, 6, 0, 7, 8};
    for (int to = 0; to < 12; ++to)
        for (int from = 1; from < 12; ++from) {
            bool good = kind[from] == kind[to] || (units[to] == Unit::dBTP && units[from] == Unit::dB);
            std::string text = complaint(written[from], units[to]);
            EXPECT_EQ(text.empty(), good) << written[from] << " as " << symbol(units[to]) << ": " << text;
            EXPECT_TRUE(good || (text.starts_with("mix.yaml:3:7: \"") && text.find("; write ") != text.npos))
                << text;
        }
    EXPECT_EQ(complaint("9 kHz", Unit::dB), "mix.yaml:3:7: \"9 kHz\" has the wrong unit; write -3 dB");
}

TEST(Quantity, whatIsNoNumberIsAnError) {
    for (const char* text :
         {"",     " ",      "loud", "dB",   "-",       "--3 dB", "3 dB dB", "3 d B", "nan",   "nan dB",
          "0x10", "1,5 dB", "3 db", "3 DB", "1|",      "|1",     "0|1",     "1|0",   "1|1|1", "1/0",
          "1/",   "/4",     "1/x",  "1:60", "1:2:3:4", "1:",     ":30",     "1:-2",  "three"})
        for (Unit unit : {Unit::s, Unit::dB}) EXPECT_NE(complaint(text, unit), "") << '"' << text << '"';
    for (const char* text : {"17|3", "1/8", "1:04"}) EXPECT_NE(complaint(text, Unit::Hz), "") << text;
}

TEST(Quantity, saysWhereANumberIsTooLargeAndCutsLongWords) {
    auto told = [](const std::string& text) {
        return complaint(text, Unit::none).substr(14);
    }; // behind the place
    const std::string cure = "; write 0.5 or 50 %";
    EXPECT_EQ(told("1e999 %"), "\"1e999 %\" is too large a number" + cure);
    EXPECT_EQ(told("-" + std::string(400, '9')),
              "\"-" + std::string(56, '9') + "...\" is too large a number" + cure);
    EXPECT_EQ(told("infinite"), "\"infinite\" has an unknown unit \"inite\"" + cure);
    EXPECT_EQ(told(std::string(60, 'x')), "\"" + std::string(60, 'x') + "\" is no number" + cure);
    std::string umlauts;
    for (int i = 0; i < 40; ++i) umlauts += "\xC3\xBC"; // 57 bytes would end in the midst of one
    EXPECT_EQ(told(umlauts), "\"" + umlauts.substr(0, 56) + "...\" is no number" + cure);
}

TEST(Quantity, readsBackToTheSameBitsInEveryUnit) {
    std::mt19937_64 random(1);
    for (Unit unit : units)
        for (int trial = 0; trial < 2000; ++trial) {
            double value = std::ldexp(double(int64_t(random())), int(random() % 100) - 80);
            if (trial < 100) value = trial - 50;
            ASSERT_EQ(read(formatQuantity(value, unit), unit), value) << formatQuantity(value, unit);
        }
    for (Unit unit : units)
        for (double value :
             {0.1, -0.3, 1e-300, 5e-324, 1.7976931348623157e308, double(INFINITY), -double(INFINITY)})
            EXPECT_EQ(read(formatQuantity(value, unit), unit), value) << formatQuantity(value, unit);
}

TEST(Quantity, isShownAsShortAsPossible) {
    EXPECT_EQ(formatQuantity(-3, Unit::dB), "-3 dB");
    EXPECT_EQ(formatQuantity(440, Unit::Hz), "440 Hz");
    EXPECT_EQ(formatQuantity(0.25, Unit::none), "0.25");
    EXPECT_EQ(formatQuantity(-0.0, Unit::dB), "0 dB");
    EXPECT_EQ(formatQuantity(-INFINITY, Unit::dB), "-inf dB");
    EXPECT_EQ(formatQuantity(40, Unit::percent), "40 %");
    EXPECT_EQ(formatQuantity(20000, Unit::Hz), "20000 Hz");
    EXPECT_EQ(formatQuantity(1e6, Unit::Hz), "1000000 Hz");
    EXPECT_EQ(formatQuantity(48000 * 3600., Unit::samples), "172800000 samples");
    EXPECT_EQ(formatQuantity(-1e-5, Unit::none), "-0.00001");
    EXPECT_EQ(formatQuantity(1e-300, Unit::none), "1e-300"); // zeros are no help
    EXPECT_EQ(formatQuantity(1e15, Unit::none), "1000000000000000");
    EXPECT_EQ(formatQuantity(1e16, Unit::none), "1e+16");
}

TEST(Quantity, millisecondsAndSamplesMeetOnWholeSamples) {
    for (double rate : {44100., 48000., 96000., 192000.})
        for (int n = 1; n < 5000; n += 7) {
            Timeline timeline{rate, {}};
            double ms = read(std::to_string(n) + " samples", Unit::ms, timeline);
            ASSERT_NEAR(ms * rate * 0.001, n, 1e-9 * n);
            ASSERT_EQ(std::llround(read(std::to_string(n) + " samples", Unit::s, timeline) * rate), n);
        }
}

TEST(Tempo, barsAndNotesFollowMetreAndTempo) {
    TempoMap tempo;
    tempo.meter(1, 4, 4);
    tempo.meter(5, 7, 8); // bars of 3.5 quarters
    tempo.tempo(0, 60);
    tempo.tempo(16, 120); // at bar 5
    Timeline timeline{48000, tempo};
    EXPECT_DOUBLE_EQ(read("1|1", Unit::s, timeline), 0);
    EXPECT_DOUBLE_EQ(read("2|3", Unit::s, timeline), 6);
    EXPECT_DOUBLE_EQ(read("5|1", Unit::s, timeline), 16);
    EXPECT_DOUBLE_EQ(read("6|1", Unit::s, timeline), 16 + 3.5 * 0.5);
    EXPECT_DOUBLE_EQ(read("6|3", Unit::s, timeline), 16 + 4.5 * 0.5); // an eighth is a beat there
    EXPECT_DOUBLE_EQ(read("1/4", Unit::s, timeline), 1);
    EXPECT_DOUBLE_EQ(read("5|1", Unit::samples, timeline), 16 * 48000);
}

}
}
