// Stands in for the framework's look into sound files, so that no document can open a file of this machine.
// SPDX-License-Identifier: MIT
#include "framework/audio/sound_reader.h"
#include "framework/error/error.h"

// A program's own function comes before that of a library, also for the library of nodes that is loaded
// later.
__attribute__((visibility("default"))) stemwright::SoundInfo stemwright::inspect(const std::string& path) {
    if (path.find("missing") != path.npos) throw Error("there is no such file");
    uint64_t hash = 14695981039346656037u; // FNV-1a: the same name is the same sound
    for (char c : path) hash = (hash ^ uint8_t(c)) * 1099511628211u;
    static constexpr int channels[] = {1, 1, 1, 2, 2, 2, 6, 128};
    static constexpr double rates[] = {48000, 48000, 44100, 8000};
    return {channels[hash >> 8 & 7], rates[hash >> 16 & 3], int64_t(hash >> 24 & 0xFFFFF), "wav int24"};
}
