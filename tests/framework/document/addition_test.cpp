// Sums of written quantities, against exact arithmetic.
// SPDX-License-Identifier: MIT
#include "framework/audio/quantity.h"
#include "framework/document/addition.h"
#include <gmock/gmock.h>
#include <random>

namespace stemwright {
namespace {

using testing::Optional;

// In ninths after the point; as exact as it gets, and computed in no way that the code could share.
constexpr int decimals = 9;
using Exact = __int128;

Exact exactly(const std::string& text) {
    Exact value = 0;
    int after = -1;
    for (char c : text)
        if (c == '.')
            after = 0;
        else if (c >= '0' && c <= '9')
            value = value * 10 + (c - '0'), after += after >= 0;
    for (int i = std::max(after, 0); i < decimals; ++i) value *= 10;
    return text[0] == '-' ? -value : value;
}

struct RandomDecimals {
    std::mt19937 random;
    int below(int n) { return int(random() % unsigned(n)); }
    std::string operator()() {
        std::string text = below(2) ? "-" : below(5) ? "" : "+";
        for (int i = below(6); i >= 0; --i) text += char('0' + below(10));
        if (below(4)) {
            text += '.';
            for (int i = below(decimals - 1); i >= 0; --i) text += char('0' + below(10));
        }
        return text;
    }
};

// "12", "-0.5": no superfluous zero, plus or point.
bool isShort(const std::string& text) {
    std::string digits = text.substr(text[0] == '-');
    size_t point = digits.find('.');
    bool zeros = digits[0] == '0' && digits.size() > 1 && digits[1] != '.';
    return !zeros && digits[0] != '+' && text != "-0" &&
           (point == digits.npos || (point > 0 && digits.back() != '0' && digits.back() != '.'));
}

TEST(Addition, IsExact) {
    RandomDecimals number{std::mt19937(1)};
    for (int i = 0; i < 100000; ++i) {
        std::string a = number(), b = number();
        auto sum = sumOf(a, b);
        ASSERT_TRUE(sum) << a << " and " << b;
        ASSERT_TRUE(exactly(*sum) == exactly(a) + exactly(b)) << a << " and " << b << " make " << *sum;
        ASSERT_TRUE(isShort(*sum)) << *sum;
    }
}

TEST(Addition, WouldBeFoundWrongInBinary) {
    EXPECT_FALSE(exactly(std::to_string(float(0.1) + float(1000000.2))) == exactly("1000000.3"));
    EXPECT_FALSE(isShort("-0") || isShort("1.50") || isShort("01") || isShort("1.") || isShort("+1"));
}

TEST(Addition, NeedsNoOrder) {
    RandomDecimals number{std::mt19937(2)};
    static const std::vector<std::vector<std::string>> kinds{
        {" dB"}, {" dB", ""}, {" LU"}, {" kHz", " Hz", ""}, {" s", " ms"}, {" %"}, {""}};
    for (int i = 0; i < 100000; ++i) {
        const auto& units = kinds[size_t(number.below(int(kinds.size())))];
        auto quantity = [&] { return number() + units[size_t(number.below(int(units.size())))]; };
        std::string a = quantity(), b = quantity(), c = quantity();
        ASSERT_EQ(sumOf(a, b), sumOf(b, a)) << a << " and " << b;
        auto left = sumOf(a, b), right = sumOf(b, c);
        ASSERT_TRUE(left && right) << a << ", " << b << ", " << c;
        ASSERT_EQ(sumOf(*left, c), sumOf(a, *right)) << a << ", " << b << ", " << c;
    }
}

TEST(Addition, GivesWhatTheQuantitiesAreWorth) {
    const Timeline timeline;
    auto worth = [&](const std::string& text, Unit unit) { return parseQuantity(text, unit, timeline, {}); };
    for (auto [a, b, unit] :
         {std::tuple("1 kHz", "50 Hz", Unit::Hz), std::tuple("50", "1.5 kHz", Unit::Hz),
          std::tuple("2 s", "20 ms", Unit::ms), std::tuple("-3 dB", "1", Unit::dB),
          std::tuple("-14 LUFS", "-1 LU", Unit::LUFS), std::tuple("-1 dBTP", "-0.5 dB", Unit::dBTP),
          std::tuple("40 %", "5 %", Unit::percent), std::tuple("96 bpm", "4", Unit::bpm),
          std::tuple("100 samples", "4 samples", Unit::samples)}) {
        auto sum = sumOf(a, b);
        ASSERT_TRUE(sum) << a << " and " << b;
        Unit step = unit == Unit::LUFS ? Unit::LU : unit == Unit::dBTP ? Unit::dB : unit;
        EXPECT_EQ(worth(*sum, unit), worth(a, unit) + worth(b, step)) << a << " and " << b << ": " << *sum;
    }
}

TEST(Addition, WritesTheUnitOfBoth) {
    EXPECT_THAT(sumOf("-3.1 dB", "0.2 dB"), Optional(std::string("-2.9 dB")));
    EXPECT_THAT(sumOf("1 kHz", "0.5 kHz"), Optional(std::string("1.5 kHz")));
    EXPECT_THAT(sumOf("1 kHz", "50 Hz"), Optional(std::string("1050 Hz")));
    EXPECT_THAT(sumOf("-1dB", "+1  dB "), Optional(std::string("0 dB")));
    EXPECT_THAT(sumOf("-inf dB", "3 dB"), Optional(std::string("-inf dB")));
    EXPECT_THAT(sumOf("3 dB", "-inf dB"), Optional(std::string("-inf dB")));
    EXPECT_THAT(sumOf("1", "2"), Optional(std::string("3")));
}

TEST(Addition, RefusesWhatItCannotAdd) {
    for (auto [a, b] : {std::pair("1/8", "1/8"),
                        {"17|3", "1 s"},
                        {"1:04.5", "1 s"},
                        {"yes", "1"},
                        {"1 dB", "1 Hz"},
                        {"1", "1 s"},
                        {"100 samples", "1 ms"},
                        {"1 s", "1 %"},
                        {"", "1"},
                        {"-", "1"},
                        {".", "1"},
                        {"1e5", "1"},
                        {"inf dB", "1 dB"},
                        {"1 dB", "--1 dB"},
                        {"99999999999999999999 dB", "1 dB"}})
        EXPECT_EQ(sumOf(a, b), std::nullopt) << a << " and " << b;
}

TEST(Addition, OfTwoLoudnessesOrTruePeaksIsNone) {
    EXPECT_EQ(sumOf("-14 LUFS", "-1 LUFS"), std::nullopt);
    EXPECT_EQ(sumOf("1 LU", "-1 LUFS"), std::nullopt);
    EXPECT_EQ(sumOf("-1 dBTP", "-1 dBTP"), std::nullopt);
    EXPECT_EQ(sumOf("-14 LUFS", "1 dB"), std::nullopt);
}

TEST(Addition, DoesNotGuessWhatABareNumberMeans) {
    for (const char* other : {"40 %", "1 s", "1 ms", "1 LU", "1 oct", "4 samples"}) {
        EXPECT_EQ(sumOf("1", other), std::nullopt) << other;
        EXPECT_EQ(sumOf(other, "1"), std::nullopt) << other;
    }
}

TEST(Addition, TakesManyDigits) {
    EXPECT_THAT(sumOf("0.0000000000000001", "1"), Optional(std::string("1.0000000000000001")));
    EXPECT_THAT(sumOf("99999999999999999", "1"), Optional(std::string("100000000000000000")));
    EXPECT_THAT(sumOf("99999999999999999 kHz", "-99999999999999999 kHz"), Optional(std::string("0 kHz")));
}

TEST(Addition, NeverOverflows) {
    for (const char* a : {"99999999999999999", "-99999999999999999", "0.99999999999999999", "1"})
        for (const char* b : {"99999999999999999 kHz", "0.00000000000000001 Hz", "-99999999999999999 Hz"})
            if (auto sum = sumOf(a, b)) {
                std::string number = sum->substr(0, sum->find(' '));
                long double truth =
                    std::stold(a) + std::stold(b) * (std::string(b).ends_with("kHz") ? 1000 : 1);
                EXPECT_NEAR(double(std::stold(number) - truth), 0, std::abs(double(truth)) * 1e-15) << a << b;
            }
}

}
}
