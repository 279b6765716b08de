// Every layer of a network beside its formula in double precision.
// SPDX-License-Identifier: MIT
#include "tests/framework/neural/network_bench.h"
#include <cmath>

namespace stemwright {
namespace {

using Doubles = std::vector<std::vector<double>>; // by channel
constexpr int frames = 150;

class NetworkLayers : public testing::Test {
  protected:
    RandomNumbers random;

    template <class Build, class Formula>
    void expectFormula(int channels, Build build, Formula formula, double tolerance = 1e-6) {
        Network network;
        Network::Tap out = build(network, network.input(channels));
        network.output(out);
        NetworkSound input = random.sound(channels, frames);
        NetworkInstance instance(std::make_shared<const Network>(std::move(network)));
        NetworkSound ours = playedInOneCall(instance, input, out.channels);
        Doubles exact;
        for (const auto& row : input) exact.emplace_back(row.begin(), row.end());
        exact = formula(exact);
        ASSERT_EQ(exact.size(), ours.size());
        for (size_t c = 0; c < exact.size(); ++c)
            for (size_t f = 0; f < size_t(frames); ++f)
                ASSERT_NEAR(ours[c][f], exact[c][f], tolerance * std::max(1., std::abs(exact[c][f])))
                    << "channel " << c << ", frame " << f;
    }

    template <class Function> void expectFunction(Pointwise layer, Function function) {
        expectFormula(
            3, [&](Network& n, Network::Tap in) { return n.apply(in, layer); },
            [&](Doubles rows) {
                for (size_t c = 0; c < rows.size(); ++c)
                    for (double& x : rows[c]) x = function(x, c);
                return rows;
            });
    }
};

double atOrZero(const std::vector<double>& row, int frame) { return frame < 0 ? 0 : row[size_t(frame)]; }
double logistic(double x) { return 1 / (1 + std::exp(-x)); }

TEST_F(NetworkLayers, convolveAsTheFormulaSays) {
    for (Convolution::Form form : {Convolution::Form{1, 1, 1},
                                   {3, 8, 3},
                                   {2, 5, 2, 7},
                                   {8, 8, 4, 3, 8},
                                   {6, 10, 3, 2, 2},
                                   {4, 3, 9, 30},
                                   {1, 16, 2, 200}}) {
        int taps = form.inputs / form.groups * form.kernel;
        auto weights = random(form.outputs * taps), bias = random(form.outputs);
        expectFormula(
            form.inputs,
            [&](Network& n, Network::Tap in) { return n.convolve(in, Convolution(form, weights, bias)); },
            [&](const Doubles& x) {
                Doubles y(size_t(form.outputs), std::vector<double>(frames));
                for (int o = 0; o < form.outputs; ++o)
                    for (int f = 0; f < frames; ++f) {
                        double sum = bias[size_t(o)];
                        for (int t = 0; t < taps; ++t) {
                            int input = o / (form.outputs / form.groups) * (form.inputs / form.groups) +
                                        t / form.kernel;
                            int back = (form.kernel - 1 - t % form.kernel) * form.dilation;
                            sum += weights[size_t(o * taps + t)] * atOrZero(x[size_t(input)], f - back);
                        }
                        y[size_t(o)][size_t(f)] = sum;
                    }
                return y;
            },
            3e-6);
    }
}

// weights [rows][columns] times `x`, and `bias` added.
std::vector<double> weighed(const std::vector<float>& weights, const std::vector<float>& bias,
                            const std::vector<double>& x) {
    std::vector<double> sums(bias.begin(), bias.end());
    for (size_t r = 0; r < sums.size(); ++r)
        for (size_t c = 0; c < x.size(); ++c) sums[r] += weights[r * x.size() + c] * x[c];
    return sums;
}

std::vector<double> frameOf(const Doubles& rows, int f) {
    std::vector<double> values;
    for (const auto& row : rows) values.push_back(row[size_t(f)]);
    return values;
}

class Recurrences : public NetworkLayers {
  protected:
    // `step` gives the outputs of a frame from weighed inputs and weighed outputs, and those outputs.
    template <class Step> void expectStep(Recurrence::Cell cell, int gates, Step step) {
        for (auto [inputs, units] : {std::pair(1, 32), {3, 8}, {2, 20}, {16, 5}, {1, 1}, {1, 40}}) {
            auto fromInputs = random(gates * units * inputs), fromUnits = random(gates * units * units, 0.3f);
            auto bias = random(gates * units), unitBias = random(gates * units);
            expectFormula(
                inputs,
                [&](Network& n, Network::Tap in) {
                    return n.recur(in,
                                   Recurrence({cell, inputs, units}, fromInputs, fromUnits, bias, unitBias));
                },
                [&](const Doubles& x) {
                    Doubles y(static_cast<size_t>(units), std::vector<double>(frames));
                    std::vector<double> h(static_cast<size_t>(units)), c = h;
                    for (int f = 0; f < frames; ++f) {
                        step(size_t(units), weighed(fromInputs, bias, frameOf(x, f)),
                             weighed(fromUnits, unitBias, h), h, c);
                        for (size_t u = 0; u < h.size(); ++u) y[u][size_t(f)] = h[u];
                    }
                    return y;
                },
                5e-6);
        }
    }
};

TEST_F(Recurrences, ofLstmsFollowTheFormula) {
    expectStep(Recurrence::Cell::lstm, 4, [](size_t n, auto x, auto r, auto& h, auto& c) {
        for (size_t u = 0; u < n; ++u) {
            auto gate = [&](size_t g) { return x[g * n + u] + r[g * n + u]; };
            c[u] = logistic(gate(1)) * c[u] + logistic(gate(0)) * std::tanh(gate(2));
            h[u] = logistic(gate(3)) * std::tanh(c[u]);
        }
    });
}

TEST_F(Recurrences, ofGrusFollowTheFormula) {
    expectStep(Recurrence::Cell::gru, 3, [](size_t n, auto x, auto r, auto& h, auto&) {
        for (size_t u = 0; u < n; ++u) {
            double reset = logistic(x[u] + r[u]), update = logistic(x[n + u] + r[n + u]);
            double fresh = std::tanh(x[2 * n + u] + reset * r[2 * n + u]);
            h[u] = (1 - update) * fresh + update * h[u];
        }
    });
}

TEST_F(NetworkLayers, computeFunctionsOfSingleValues) {
    using Kind = Pointwise::Kind;
    LineFloats a{-0.3f, 0.1f, -2}, b{0.5f, 0.2f, 1};
    expectFunction({Kind::same, {}, {}}, [](double x, size_t) { return x; });
    expectFunction({Kind::affine, a, b}, [&](double x, size_t c) { return a[c] * x + b[c]; });
    expectFunction({Kind::slope, a, a}, [&](double x, size_t c) { return x < 0 ? a[c] * x : x; });
    expectFunction({Kind::clamp, a, b},
                   [&](double x, size_t c) { return std::clamp(x, double(a[c]), double(b[c])); });
    expectFunction({Kind::tanh, {}, {}}, [](double x, size_t) { return std::tanh(x); });
    expectFunction({Kind::sigmoid, {}, {}}, [](double x, size_t) { return logistic(x); });
    expectFunction({Kind::magnitude, {}, {}}, [](double x, size_t) { return std::abs(x); });
    expectFunction({Kind::exp, {}, {}}, [](double x, size_t) { return std::exp(x); });
}

TEST_F(NetworkLayers, stayFiniteWhereGatesAreFarOpen) {
    for (auto cell : {Recurrence::Cell::lstm, Recurrence::Cell::gru}) {
        Network network;
        std::vector<float> inputs(4 * 4, 1000.f), units(4 * 16, -1000.f);
        network.output(network.recur(network.input(1), Recurrence({cell, 1, 4}, inputs, units, {}, {})));
        NetworkInstance instance(std::make_shared<const Network>(std::move(network)));
        NetworkSound sound = random.sound(1, 1000);
        for (const auto& row : playedInOneCall(instance, sound, 4))
            for (float value : row) ASSERT_LE(std::abs(value), 1.0001f);
    }
}

TEST_F(NetworkLayers, combineTwoSignals) {
    auto check = [&](Pairwise kind, auto function, int first, int second) {
        expectFormula(
            4,
            [&](Network& n, Network::Tap in) {
                return n.combine(kind, {in.signal, first, 0, 0}, {in.signal, second, 1, 2});
            },
            [&](const Doubles& x) {
                Doubles y(size_t(std::max(first, second)), std::vector<double>(frames));
                for (size_t c = 0; c < y.size(); ++c)
                    for (int f = 0; f < frames; ++f)
                        y[c][size_t(f)] = function(x[first > 1 ? c : 0][size_t(f)],
                                                   atOrZero(x[second > 1 ? c + 1 : 1], f - 2));
                return y;
            });
    };
    for (auto [first, second] : {std::pair(3, 3), {1, 3}, {3, 1}, {1, 1}}) {
        check(
            Pairwise::sum, [](double a, double b) { return a + b; }, first, second);
        check(
            Pairwise::difference, [](double a, double b) { return a - b; }, first, second);
        check(
            Pairwise::product, [](double a, double b) { return a * b; }, first, second);
        check(
            Pairwise::least, [](double a, double b) { return std::min(a, b); }, first, second);
        check(
            Pairwise::greatest, [](double a, double b) { return std::max(a, b); }, first, second);
    }
    expectFormula(
        2,
        [&](Network& n, Network::Tap in) {
            return n.combine(Pairwise::quotient, {in.signal, 1},
                             n.apply({in.signal, 1, 1}, {Pointwise::Kind::exp, {}, {}}));
        },
        [&](const Doubles& x) {
            Doubles y{x[0]};
            for (size_t f = 0; f < size_t(frames); ++f) y[0][f] /= std::exp(x[1][f]);
            return y;
        });
}

}
}
