// Wording of what is wrong with a sound file, and the checks that find it.
// SPDX-License-Identifier: MIT
#include "framework/audio/sound_check.h"
#include "framework/audio/sound_header.h"
#include <algorithm>
#include <cctype>
#include <cerrno>
#include <cmath>
#include <cstring>
#include <filesystem>
#include <sndfile.h>
#include <unistd.h>

namespace stemwright {

namespace fs = std::filesystem;
static const char* const again = "copy or export it again";

static Error missing(const std::string& path) {
    fs::path folder = fs::path(path).parent_path();
    if (folder.empty()) folder = ".";
    std::error_code error;
    if (!fs::is_directory(folder, error))
        return Error({path}, "no such file", "there is no directory \"" + folder.string() + "\" either");
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator(folder, error)) {
        std::string name = entry.path().filename().string();
        if (!name.starts_with('.') && entry.is_regular_file(error)) names.push_back(std::move(name));
    }
    std::sort(names.begin(), names.end());
    return Error({path}, "no such file", suggestion(fs::path(path).filename().string(), names));
}

void checkSoundFile(const std::string& path) {
    std::error_code error;
    fs::file_status status = fs::status(path, error);
    if (!fs::exists(status)) throw missing(path);
    if (fs::is_directory(status)) throw Error({path}, "is a directory", "name a sound file in it");
    if (!fs::is_regular_file(status))
        throw Error({path}, "is not a regular file", "save the stream to a file first");
    if (access(path.c_str(), R_OK) != 0)
        throw Error({path}, std::string("cannot be read: ") + std::strerror(errno), "change its permissions");
    if (fs::file_size(path, error) == 0) throw Error({path}, "is empty (0 bytes)", again);
    if (auto header = readSoundHeader(path)) {
        if (header->rate == 0) checkSoundShape(path, 1, 0);
        if (header->promised > header->held)
            throw truncatedSound(path, "its header promises " + std::to_string(header->promised) +
                                           " bytes of samples, the file holds " +
                                           std::to_string(header->held));
    }
}

void checkSoundShape(const std::string& path, int channels, double rate) {
    if (channels > 128)
        throw Error({path}, "has " + std::to_string(channels) + " channels, more than 128",
                    "split it into several files");
    if (!(rate >= 1e3 && rate <= 1e6))
        throw Error({path},
                    "has a sample rate of " + std::to_string(std::llround(rate)) +
                        " Hz, outside 1000 to 1000000 Hz",
                    "convert it to a usual rate such as 48000 Hz");
}

Error unreadableSound(const std::string& path, int code, const std::string& message) {
    if (code == SF_ERR_UNRECOGNISED_FORMAT)
        return Error({path}, "is not a sound file of a known kind", "known: aiff, flac, mp3, ogg, wav");
    std::string reason = message; // such as "Error : Channel count is zero."
    for (const char* prefix : {"Internal error : ", "System error : ", "Error : "})
        if (reason.starts_with(prefix)) reason.erase(0, std::strlen(prefix));
    while (reason.ends_with('.') || reason.ends_with(' ')) reason.pop_back();
    if (reason.find("SF_INFO") != std::string::npos) reason = "its header lacks the rate or the channels";
    if (reason.size() > 1 && std::islower(uint8_t(reason[1])))
        reason[0] = char(std::tolower(uint8_t(reason[0])));
    return Error({path}, "cannot be read as sound: " + reason, again);
}

Error truncatedSound(const std::string& path, const std::string& why) {
    return Error({path}, "is truncated: " + why, again);
}

}
