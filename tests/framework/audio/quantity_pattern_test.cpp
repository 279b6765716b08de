// The pattern that editors check quantities with agrees with the reader.
// SPDX-License-Identifier: MIT
#include "framework/audio/quantity.h"
#include <gtest/gtest.h>
#include <regex>

namespace stemwright::test {

static bool isRead(const std::string& text, Unit unit) {
    try {
        parseQuantity(text, unit, {}, {});
        return true;
    } catch (const Error&) {
        return false;
    }
}

TEST(PatternOfAQuantity, MatchesWhatIsReadAndNothingElse) {
    // Mistakes of value, such as 0|1, are beyond a pattern.
    const char* const texts[] = {
        "-3 dB",       "-3dB",     "+3 dB",   " 3  dB ", "-inf dB", "inf",    "-inf",     "80 Hz",
        "9 kHz",       "9kHz",     "12 ms",   "12 us",   "3 min",   "2.5 s",  "1:04.5",   "1:02:03",
        "-1:30",       "17|3.5",   "1 | 1",   "1/8",     "1/8.",    "1/8t",   "3/16 .",   "40 %",
        "40%",         "-14 LUFS", "1 LU",    "-1 dBTP", "-1 dBFS", "96 bpm", "0.5 oct",  "1 octaves",
        "480 samples", "1e3",      "1e3 Hz",  "1.",      ".5",      "-.5 dB", "1.5e-3 s", "",
        " ",           "dB",       "x",       "3 d B",   "3 db",    "1,5",    "1..5",     "--3",
        "+-3",         "3 dB dB",  "1:2:3:4", "1:",      ":30",     "1|",     "|1",       "1/",
        "/8",          "1/8x",     "1/8tt",   "nan",     "0x10",    "3 Hz s", "infinity", "1e",
        "1e+",         "- 3",      "3 dB.",   "1:-5"};
    for (int u = 0; u <= int(Unit::octaves); ++u) {
        std::regex pattern(patternOf(Unit(u)));
        for (const std::string text : texts)
            EXPECT_EQ(std::regex_match(text, pattern), isRead(text, Unit(u)))
                << "\"" << text << "\" in \"" << symbol(Unit(u)) << "\"";
        EXPECT_TRUE(std::regex_match(formatQuantity(-12.5, Unit(u)), pattern));
    }
}

TEST(PatternOfAQuantity, MatchesItsOwnExamples) {
    for (int u = 0; u <= int(Unit::octaves); ++u) {
        std::string examples(examplesOf(Unit(u)));
        std::regex pattern(patternOf(Unit(u))), between(", | or ");
        for (std::sregex_token_iterator each(examples.begin(), examples.end(), between, -1), end; each != end;
             ++each)
            EXPECT_TRUE(std::regex_match(each->str(), pattern)) << each->str();
    }
}

}
