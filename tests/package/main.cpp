// Renders a mix that uses a node of this program's own.
// SPDX-License-Identifier: MIT
#include "framework/document/mix.h"
#include "framework/engine/render.h"
#include <iostream>

int main(int, char** argv) try {
    stemwright::Mix mix = stemwright::loadMix(argv[1]);
    stemwright::Engine engine(stemwright::compile(std::move(mix.graph)));
    float first = 0;
    int64_t frames = 0;
    stemwright::renderOffline(engine, {0, int64_t(engine.plan().length)},
                              [&](int, const float* const* channels, int count) {
                                  if (frames == 0) first = channels[0][0];
                                  frames += count;
                              });
    std::cout << "first sample " << first << ", " << frames << " frames\n";
    return first == 0.5f && frames == 48000 ? 0 : 1;
} catch (const stemwright::Error& error) {
    std::cerr << error.what() << '\n';
    return 1;
}
