// Room for a model's signals, and noise to fill it with.
// SPDX-License-Identifier: MIT
#include "framework/neural/model_rows.h"

namespace stemwright {

ModelRows::ModelRows(const std::vector<ModelSignal>& signals, int frames) {
    for (const ModelSignal& signal : signals)
        for (int c = 0; c < signal.channels; ++c) {
            if (signal.framesPerValue == 1) sounds_.push_back(values_.size());
            values_.emplace_back(size_t(frames / signal.framesPerValue));
        }
    for (auto& row : values_) pointers_.push_back(row.data());
}

void ModelRows::fillWithNoise(uint32_t& state) {
    if (sounds_.empty()) return;
    for (float& value : values_[sounds_[0]]) {
        state = state * 1664525 + 1013904223; // the generator of Numerical Recipes
        value = float(int32_t(state)) * 0x1p-33f;
    }
    for (size_t sound : sounds_) values_[sound] = values_[sounds_[0]];
}

}
