// Makes each channel of its output from all channels of its input.
// SPDX-License-Identifier: MIT
#include "framework/node/registry.h"
#include <algorithm>

namespace stemwright {
namespace {

struct Matrix : Node {
    AudioIn in{this, "in", "signal of any number of channels"};
    AudioOut out{this, "out", "one channel for each row"};
    Table rows{this, "rows",
               "for each channel of the output the factors of the input's channels: [[1, 0], [0, 1]] changes "
               "nothing, "
               "[[0, 1], [1, 0]] swaps left and right, [[0.5, 0.5]] makes mono"};

    Matrix() {
        if (rows.rows().empty() && construction().purpose == Construction::Purpose::mix)
            problem(construction().arguments.place, "the matrix has no rows", "write rows: [[1, 0], [0, 1]]");
    }

    int channels(const AudioOut&) const override { return std::max(1, int(rows.rows().size())); }

    template <class Lanes> struct Kernel {
        void process(const Matrix& node, const Signals<Lanes>& signals, auto) {
            for (int r = 0; r < node.out.channels; ++r) {
                Lanes* y = signals.out(node.out, r);
                std::fill_n(y, signals.frames, Lanes{});
                if (r >= int(node.rows.rows().size())) continue;
                const std::vector<double>& row = node.rows.rows()[r];
                for (int c = 0; c < std::min(node.in.channels, int(row.size())); ++c) {
                    const Lanes* x = signals.in(node.in, c);
                    float factor = float(row[c]);
                    if (factor == 0) continue;
                    for (int i = 0; i < signals.frames; ++i) y[i] += x[i] * factor;
                }
            }
        }
    };
};
const Register<Matrix> matrix{"matrix", "Makes new channels as sums of the old ones."};

}
}
