// Tests the elementary functions against those of the C library.
// SPDX-License-Identifier: MIT
#include "framework/audio/elementary.h"
#include <cmath>
#include <functional>
#include <gtest/gtest.h>

namespace stemwright {
namespace {

// Worst of |ours - exact| over `unit(exact)` from `low` to `high`.
template <class T>
double worst(double low, double high, std::function<T(T)> ours, std::function<long double(long double)> exact,
             std::function<double(double)> unit) {
    double error = 0;
    for (int i = 0; i <= 100000; ++i) {
        T x = T(low + (high - low) * i / 100000);
        long double e = exact(x);
        error = std::max(error, double(std::fabs(ours(x) - e)) / unit(double(e)));
    }
    return error;
}
double one(double) { return 1; }
double relative(double exact) { return std::max(std::abs(exact), 1e-300); }

TEST(Elementary, LogarithmsAreAsGoodAsPromised) {
    auto exact = [](long double x) { return std::log2(x); };
    EXPECT_LT(worst<float>(0.5, 2, log2<float>, exact, one), 3.5e-7);
    EXPECT_LT(worst<float>(0.9, 1.1, log2<float>, exact, relative), 8e-7);
    EXPECT_LT(worst<double>(0.5, 100, log2<double>, exact, one), 2e-15);
}

TEST(Elementary, PowersAreAsGoodAsPromised) {
    auto exact = [](long double x) { return std::exp2(x); };
    EXPECT_LT(worst<float>(-100, 100, exp2<float>, exact, relative), 1.3e-7);
    EXPECT_LT(worst<double>(-1000, 1000, exp2<double>, exact, relative), 4e-16);
    EXPECT_EQ(exp2<float>(0), 1);
    EXPECT_EQ(amplitude<float>(0), 1);
    EXPECT_EQ(amplitude<double>(0), 1);
}

TEST(Elementary, PowersLessOneAreExactNearNothing) {
    auto exact = [](long double x) { return std::expm1(x * 0.693147180559945309417L); };
    for (double size : {1e-30, 1e-10, 1e-5, 1e-2, 1., 20.}) {
        EXPECT_LT(worst<float>(-size, size, exp2MinusOne<float>, exact, relative), 3e-7) << size;
        EXPECT_LT(worst<double>(-size, size, exp2MinusOne<double>, exact, relative), 1e-15) << size;
    }
}

TEST(Elementary, TangentsAreExactNearNothing) {
    auto exact = [](long double x) { return std::tanh(x); };
    for (double size : {1e-30, 1e-10, 1e-5, 1e-2, 1., 5., 100.}) {
        EXPECT_LT(worst<float>(-size, size, tanh<float>, exact, relative), 4e-7) << size;
        EXPECT_LT(worst<double>(-size, size, tanh<double>, exact, relative), 2e-15) << size;
    }
}

TEST(Elementary, SinesAreAsGoodAsPromised) {
    long double pi = 3.14159265358979323846L;
    auto exact = [=](long double x) { return std::sin(pi * x); };
    EXPECT_LT(worst<float>(-0.5, 0.5, sinPi<float>, exact, relative), 2.5e-7);
    EXPECT_LT(worst<double>(-0.5, 0.5, sinPi<double>, exact, relative), 5e-16);
    EXPECT_LT(worst<double>(
                  0, 1, cosPi<double>, [=](long double x) { return std::cos(pi * x); }, one),
              5e-16);
    EXPECT_LT(worst<double>(
                  -9, 9, sineOfTurns<double>, [=](long double x) { return std::sin(2 * pi * x); }, one),
              1e-15);
}

template <class Lanes> void sameBits() {
    for (int i = 0; i < 4096; ++i) {
        float x = float(i - 2048) / 100;
        Lanes many = all<Lanes>(x);
        constexpr int last = lanesOf<Lanes> - 1;
        ASSERT_EQ(exp2<float>(x), lane(exp2<Lanes>(many), last));
        ASSERT_EQ(tanh<float>(x), lane(tanh<Lanes>(many), last));
        ASSERT_EQ(sineOfTurns<float>(x), lane(sineOfTurns<Lanes>(many), last));
        ASSERT_EQ(log2<float>(x * x + 1e-6f), lane(log2<Lanes>(many * many + 1e-6f), last));
        ASSERT_EQ(sqrt<float>(x * x), lane(sqrt<Lanes>(many * many), last));
    }
}

TEST(Elementary, GivesTheSameBitsInEveryWidth) {
    sameBits<Pack<4>>();
    sameBits<Pack<8>>();
    sameBits<Pack<16>>();
}

}
}
