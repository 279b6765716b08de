// What scripts do to whole rows agrees with libm, in registers of any width with the same bits.
// SPDX-License-Identifier: MIT
#include "framework/lua/row_math.h"
#include <cmath>
#include <functional>
#include <gtest/gtest.h>
#include <map>
#include <random>
#include <vector>

namespace stemwright {
namespace {

std::vector<double> numbers(int count, uint32_t seed, double most) {
    std::mt19937 random(seed);
    std::uniform_real_distribution<double> some(-most, most);
    std::vector<double> row(static_cast<size_t>(count));
    for (double& x : row) x = some(random);
    return row;
}

TEST(RowMath, agreesWithLibm) {
    const std::map<std::string, std::pair<double, std::function<double(double, double)>>> formulas{
        {"abs", {0, [](double a, double) { return std::fabs(a); }}},
        {"add", {0, [](double a, double b) { return a + b; }}},
        {"multiply", {0, [](double a, double b) { return a * b; }}},
        {"max", {0, [](double a, double b) { return std::fmax(a, b); }}},
        {"min", {0, [](double a, double b) { return std::fmin(a, b); }}},
        {"peak", {0, [](double a, double b) { return std::fmax(std::fabs(a), std::fabs(b)); }}},
        {"exp", {1e-14, [](double a, double) { return std::exp(a); }}},
        {"log", {1e-14, [](double a, double) { return std::log(std::fmax(a, 0x1p-1022)); }}},
        {"tanh", {1e-14, [](double a, double) { return std::tanh(a); }}},
        {"decibels", {1e-6, [](double a, double) { return 20 * std::log10(std::fabs(a)); }}},
        {"amplitudes", {1e-5, [](double a, double) { return std::pow(10, a / 20); }}},
    };
    std::vector<double> a = numbers(100, 1, 40), b = numbers(100, 2, 40), y(100);
    EXPECT_EQ(OwnRows::math().functions.size(), formulas.size());
    for (const auto& [name, reads, work] : OwnRows::math().functions) {
        work(y.data(), a.data(), b.data(), 100);
        const auto& [error, formula] = formulas.at(name);
        for (size_t i = 0; i < 100; ++i) {
            double x = formula(a[i], b[i]);
            EXPECT_NEAR(y[i], x, error * std::fmax(1, std::fabs(x))) << name << "(" << a[i] << ")";
        }
    }
}

TEST(RowMath, givesTheSameBitsInAnyWidthAndLength) {
    std::vector<double> a = numbers(37, 3, 9), b = numbers(37, 4, 9);
    const RowMath &two = RowsOf<PackOf<double, 2>::type>::math(),
                  &four = RowsOf<PackOf<double, 4>::type>::math(),
                  &eight = RowsOf<PackOf<double, 8>::type>::math();
    for (size_t f = 0; f < two.functions.size(); ++f) {
        std::vector<double> whole(37);
        two.functions[f].work(whole.data(), a.data(), b.data(), 37);
        for (const RowMath* math : {&two, &four, &eight})
            for (int count : {0, 1, 3, 8, 16, 17, 32, 37}) {
                std::vector<double> y(38, 7);
                math->functions[f].work(y.data(), a.data(), b.data(), count);
                for (int i = 0; i < 38; ++i)
                    EXPECT_EQ(y[size_t(i)], i < count ? whole[size_t(i)] : 7) << two.functions[f].name << i;
            }
    }
}

TEST(RowMath, ofWhatIsBeyondTheRangeStaysFinite) {
    std::vector<double> hard{0, -0., INFINITY, -INFINITY, NAN, 1e308, -1e308, 5e-324}, y(8);
    for (const char* name : {"exp", "log", "tanh", "decibels", "amplitudes"})
        for (const auto& function : OwnRows::math().functions) {
            if (function.name != std::string(name)) continue;
            function.work(y.data(), hard.data(), hard.data(), 8);
            for (double x : y) EXPECT_TRUE(std::isfinite(x)) << name;
        }
}

}
}
