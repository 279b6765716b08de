// Tells sound, control signals and states apart by how they grow with the block.
// SPDX-License-Identifier: MIT
#include "framework/torch/results.h"
#include "framework/error/error.h"
#include <algorithm>
#include <fmt/format.h>
#include <optional>

namespace stemwright {

namespace {

/// A signal among the results, as far as its shape tells.
struct Found {
    std::string layout;
    int64_t channels = 1, length = 1;
};

// With the input's sides, or without those of one.
std::optional<Found> asSignal(const TensorShape& shape, std::string layout) {
    std::erase(layout, 'w');
    for (char dropped : {'b', 'c'})
        if (layout.size() > shape.size()) std::erase(layout, dropped);
    while (layout.size() < shape.size()) layout.insert(0, "b");
    if (layout.size() != shape.size()) return {};
    Found found{layout};
    for (size_t side = 0; side < shape.size(); ++side)
        if (layout[side] == 'c')
            found.channels = shape[side];
        else if (layout[side] == 't')
            found.length = shape[side];
        else if (shape[side] != 1)
            return {};
    if (found.channels < 1 || found.channels > 64 || found.length < 1) return {};
    return found;
}

}

void readResults(Dialect& dialect, const std::string& layout, const std::vector<TensorShape>& once,
                 const std::vector<TensorShape>& twice) {
    BlockCall& call = dialect.call;
    const int64_t block = call.block;
    size_t carried = 0; // optional tensors take back what the last results gave
    for (Operand& operand : call.arguments)
        if (operand.kind == Operand::Kind::other && once.size() > carried + 1) {
            operand.kind = Operand::Kind::state;
            operand.index = int(carried++);
        }
    for (size_t r = 0; r < once.size(); ++r) {
        Operand result;
        result.shape = once[r];
        if (r >= once.size() - carried) {
            result.kind = Operand::Kind::state;
            result.index = int(r - (once.size() - carried));
        } else if (auto found = asSignal(once[r], layout)) {
            auto longer = r < twice.size() ? asSignal(twice[r], layout) : std::nullopt;
            int64_t values = found->length;
            if (longer && longer->length - values == block && values < block) {
                call.lookBehind += int(block - values);
                values = block;
                result.shape[found->layout.find('t')] = block;
            }
            if (values == block + call.lookBehind) values = block; // the earlier ones come out again
            if (values <= block && block % values == 0) {
                result.kind = Operand::Kind::signal;
                result.index = int(call.outputs.size());
                result.layout = found->layout;
                call.outputs.push_back({int(found->channels), int(values)});
                std::string name =
                    call.outputs.size() == 1 ? "out" : fmt::format("out{}", call.outputs.size());
                dialect.facts.outputs.push_back({name, int(found->channels), int(block / values)});
            }
        }
        call.results.push_back(result);
    }
    if (call.results.empty() || call.results[0].kind != Operand::Kind::signal)
        throw Error(once.empty() || once[0].empty()
                        ? "the model gives no tensor"
                        : fmt::format("the model gives a tensor [{}] for a block of {}",
                                      fmt::join(once[0], ", "), block),
                    "say layout, block and look-behind, as the model's author does");
    if (carried > 0) dialect.facts.remembers = true;
}

}
