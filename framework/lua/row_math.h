// What scripts can do to whole rows at once, in registers of whatever instruction set this is compiled for.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/audio/elementary.h"
#include "framework/node/node.h"
#include <algorithm>
#include <span>

namespace stemwright {

/// Any thread; none allocates. Rows are one and the same, or do not overlap.
struct RowMath {
    struct Function {
        const char* name; ///< as scripts call it
        int reads;        ///< rows: 1 or 2; one that reads 1 does not look at `b`
        void (*work)(double* to, const double* a, const double* b, int count) noexcept;
    };
    std::span<const Function> functions;
    void (*widen)(double* to, const float* from) noexcept; ///< one control step
    void (*narrow)(float* to, const double* from) noexcept;
};

/// Computes with packs of doubles, each width with the same bits.
template <class Lanes> class RowsOf {
  public:
    static const RowMath& math() {
        static constexpr RowMath::Function functions[]{
            {"abs", 1, each<[](Lanes x, Lanes) { return abs<Lanes>(x); }>},
            {"add", 2, each<[](Lanes x, Lanes y) { return x + y; }>},
            {"multiply", 2, each<[](Lanes x, Lanes y) { return x * y; }>},
            {"max", 2, each<[](Lanes x, Lanes y) { return max<Lanes>(x, y); }>},
            {"peak", 2, each<[](Lanes x, Lanes y) { return max<Lanes>(abs<Lanes>(x), abs<Lanes>(y)); }>},
            {"min", 2, each<[](Lanes x, Lanes y) { return min<Lanes>(x, y); }>},
            {"exp", 1, each<[](Lanes x, Lanes) { return exp<Lanes>(x); }>},
            {"log", 1, each<[](Lanes x, Lanes) { return 0.69314718055994531 * log2<Lanes>(normal(x)); }>},
            {"tanh", 1, each<[](Lanes x, Lanes) { return tanh<Lanes>(x); }>},
            {"decibels", 1, eachSingle<[](Singles x) { return decibels<Singles>(abs<Singles>(x)); }>},
            {"amplitudes", 1, eachSingle<[](Singles x) { return amplitude<Singles>(x); }>},
        };
        static constexpr RowMath all{functions, widen, narrow};
        return all;
    }

  private:
    static constexpr int width = lanesOf<Lanes>;
    using Singles = Pack<2 * width>;
    using Half = Pack<width>;

    static Lanes load(const double* from) {
        Lanes x;
        std::memcpy(&x, from, sizeof x);
        return x;
    }
    static void store(double* to, Lanes x) { std::memcpy(to, &x, sizeof x); }
    static Lanes normal(Lanes x) { return max<Lanes>(x, all<Lanes>(0x1p-1022)); }

    // Calls for the first of each whole pack, and tells where they end.
    template <int size> static int packs(int count, auto work) {
        if (count == controlStep) { // as most are: nothing to count at run time
            for (int i = 0; i < controlStep; i += size) work(i);
            return controlStep;
        }
        int i = 0;
        for (; i + size <= count; i += size) work(i);
        return i;
    }

    template <auto function>
    static void each(double* to, const double* a, const double* b, int count) noexcept {
        int i = packs<width>(count, [=](int at) { store(to + at, function(load(a + at), load(b + at))); });
        if (i < count) padded<each<function>, width>(to + i, a + i, b + i, count - i);
    }

    template <int... i> static Singles concatenated(Half low, Half high, std::integer_sequence<int, i...>) {
        return __builtin_shufflevector(low, high, i...);
    }
    template <int first, int... i> static Half elements(Singles x, std::integer_sequence<int, i...>) {
        return __builtin_shufflevector(x, x, first + i...);
    }

    // In single precision, which is plenty for levels, and takes a third of the time.
    template <auto function>
    static void eachSingle(double* to, const double* a, const double* b, int count) noexcept {
        int i = packs<2 * width>(count, [=](int at) {
            Singles x = concatenated(convert<Half>(load(a + at)), convert<Half>(load(a + at + width)),
                                     std::make_integer_sequence<int, 2 * width>());
            x = function(x);
            store(to + at, convert<Lanes>(elements<0>(x, std::make_integer_sequence<int, width>())));
            store(to + at + width,
                  convert<Lanes>(elements<width>(x, std::make_integer_sequence<int, width>())));
        });
        if (i < count) padded<eachSingle<function>, 2 * width>(to + i, a + i, b + i, count - i);
    }

    // The end of rows that are no multiple of `whole`.
    template <auto work, int whole>
    static void padded(double* to, const double* a, const double* b, int count) noexcept {
        double x[2][whole]{};
        std::copy_n(a, count, x[0]);
        std::copy_n(b, count, x[1]);
        work(x[0], x[0], x[1], whole);
        std::copy_n(x[0], count, to);
    }

    static void widen(double* to, const float* from) noexcept {
        for (int i = 0; i < controlStep; ++i) to[i] = from[i];
    }
    static void narrow(float* to, const double* from) noexcept {
        for (int i = 0; i < controlStep; ++i) to[i] = float(from[i]);
    }
};

/// Of this instruction set; not its widest registers, in the wake of which the loops between such calls run
/// slower.
using OwnRows = RowsOf<PackOf<double, std::min(nativeLanes / 2, 4)>::type>;

}
