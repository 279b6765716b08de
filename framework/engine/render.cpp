// Cuts the parts that are wanted out of the engine's turns.
// SPDX-License-Identifier: MIT
#include "framework/engine/render.h"
#include <algorithm>
#include <cstring>

namespace stemwright {

Progress renderOffline(Engine& engine, Cut cut, const FrameSink& sink, const ProgressReport& report) {
    const auto& outputs = engine.plan().outputs;
    int64_t end = cut.to;
    for (const PlannedOutput& output : outputs) end = std::max(end, cut.to + output.latency);
    std::vector<const float*> channels;
    engine.endAt(end);
    while (engine.frame() < end && cut.from < cut.to) {
        if (report && report(std::min(engine.frame(), cut.to)) == Progress::cancel) return Progress::cancel;
        int64_t start = engine.frame();
        engine.process();
        for (size_t o = 0; o < outputs.size(); ++o) {
            int64_t song = start - outputs[o].latency;
            int64_t first = std::max(cut.from, song), last = std::min(cut.to, song + engine.turn());
            if (first >= last) continue;
            channels.clear();
            for (size_t c = 0; c < size_t(outputs[o].channels); ++c)
                channels.push_back(engine.output(int(o), int(c)) + (first - song));
            sink(int(o), channels.data(), int(last - first));
        }
    }
    if (report) report(cut.to);
    return Progress::proceed;
}

void Playback::read(float* const* out, int frames) noexcept {
    int channels = engine_.plan().outputs[0].channels;
    for (int done = 0; done < frames;) {
        if (used_ == engine_.turn()) {
            engine_.process();
            used_ = 0;
        }
        int part = std::min(frames - done, engine_.turn() - used_);
        for (int c = 0; c < channels; ++c)
            std::memcpy(out[c] + done, engine_.output(0, c) + used_, part * sizeof(float));
        done += part;
        used_ += part;
    }
}

}
