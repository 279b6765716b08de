// What is a sound is known by the extension: a damaged stem must not be left out in silence.
// SPDX-License-Identifier: MIT
#include "framework/assist/song_folder.h"
#include "framework/error/error.h"
#include <algorithm>
#include <filesystem>

namespace stemwright {

namespace fs = std::filesystem;

static std::vector<fs::path> entriesOf(const fs::path& folder) {
    std::error_code failure;
    std::vector<fs::path> entries;
    for (fs::directory_iterator at(folder, failure), end; !failure && at != end; at.increment(failure))
        if (!at->path().filename().string().starts_with('.')) entries.push_back(at->path());
    if (failure)
        throw Error(folder.string() + " cannot be read: " + failure.message(), "name a folder of stems");
    std::sort(entries.begin(), entries.end());
    return entries;
}

static std::vector<std::string> soundsOf(const fs::path& folder) {
    std::vector<std::string> sounds;
    for (const fs::path& path : entriesOf(folder)) {
        std::string extension = path.extension().string();
        std::transform(extension.begin(), extension.end(), extension.begin(),
                       [](unsigned char c) { return std::tolower(c); });
        for (const char* known : {".wav", ".flac", ".ogg", ".mp3", ".aif", ".aiff"})
            if (extension == known && !fs::is_directory(path)) sounds.push_back(path.string());
    }
    return sounds;
}

static SongFolder songIn(const fs::path& folder) {
    SongFolder song{fs::weakly_canonical(folder).filename().string(), soundsOf(folder), ""};
    if (!fs::is_directory(folder / "mix")) return song;
    std::vector<std::string> mixes = soundsOf(folder / "mix");
    if (mixes.size() > 1)
        throw Error((folder / "mix").string() + " holds " + std::to_string(mixes.size()) + " sounds",
                    "leave the author's mix there alone");
    if (!mixes.empty()) song.mix = mixes[0];
    return song;
}

std::vector<SongFolder> songsAt(const std::string& path) {
    std::vector<SongFolder> songs{songIn(path)};
    if (!songs[0].stems.empty()) return songs;
    songs.clear();
    for (const fs::path& entry : entriesOf(path))
        if (fs::is_directory(entry))
            if (SongFolder song = songIn(entry); !song.stems.empty()) songs.push_back(std::move(song));
    if (songs.empty())
        throw Error(path + " holds no stems", "name a folder of sounds, or of folders of sounds");
    return songs;
}

std::string soundNamed(const std::string& name, const std::string& path) {
    for (const std::string& sound : soundsOf(path))
        if (fs::path(sound).stem() == name) return sound;
    return "";
}

}
