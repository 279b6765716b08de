// Finds containers by name, and what they cannot hold.
// SPDX-License-Identifier: MIT
#include "framework/audio/sound_format.h"
#include "framework/error/error.h"
#include <algorithm>
#include <cctype>
#include <cmath>
#include <filesystem>
#include <iomanip>
#include <sstream>

namespace stemwright {

static std::string containerOf(const std::string& path, const std::string& named) {
    std::string kind = named.empty() ? std::filesystem::path(path).extension().string() : named;
    if (named.empty() && !kind.empty()) kind.erase(0, 1);
    std::transform(kind.begin(), kind.end(), kind.begin(), [](uint8_t c) { return char(std::tolower(c)); });
    if (kind == "aif") kind = "aiff";
    if (kind == "wave") kind = "wav";
    if (kind == "oga") kind = "ogg";
    for (const char* known : {"aiff", "flac", "ogg", "wav"})
        if (kind == known) return kind;
    throw Error({path},
                kind.empty() ? "has no extension that tells the format"
                             : "\"" + kind + "\" is not a format that can be written",
                "known: aiff, flac, ogg, wav");
}

SoundFormat checkedFormat(const std::string& path, const SoundFormat& wanted) {
    SoundFormat format = wanted;
    format.container = containerOf(path, wanted.container);
    auto text = [](double value) {
        std::ostringstream out;
        out << std::setprecision(10) << value;
        return out.str();
    };
    if (format.channels < 1 || format.channels > 128)
        throw Error({path}, "cannot have " + text(format.channels) + " channels", "write 1 to 128 channels");
    if (!(format.rate >= 1e3 && format.rate <= 1e6) || format.rate != std::floor(format.rate))
        throw Error({path}, "cannot have a sample rate of " + text(format.rate) + " Hz",
                    "use a whole number of 1000 to 1000000 Hz");
    using Depth = SoundFormat::Depth;
    if (format.container == "flac" && format.channels > 8)
        throw Error({path}, "flac holds at most 8 channels, not " + text(format.channels), "write wav");
    if (format.container == "flac" && (format.depth == Depth::int32 || format.depth == Depth::float32))
        throw Error({path}, "flac holds int16 and int24 only", "write int24, or wav");
    return format;
}

}
