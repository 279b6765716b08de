// Listens to tracks side by side, then compares them.
// SPDX-License-Identifier: MIT
#include "framework/assist/session_analysis.h"
#include "framework/assist/masking.h"
#include "framework/assist/source_pairs.h"
#include "framework/assist/track_listener.h"
#include <algorithm>
#include <atomic>
#include <filesystem>
#include <map>
#include <set>
#include <thread>

namespace stemwright {

namespace {

namespace fs = std::filesystem;

// What is taken from folders; other kinds are taken where they are named.
const std::set<std::string> soundExtensions{".wav", ".flac", ".ogg",  ".aif", ".aiff",
                                            ".mp3", ".w64",  ".rf64", ".caf", ".opus"};

bool looksLikeSound(const fs::path& path) {
    std::string extension = path.extension().string();
    std::transform(extension.begin(), extension.end(), extension.begin(),
                   [](unsigned char c) { return char(std::tolower(c)); });
    return soundExtensions.contains(extension) && !path.filename().string().starts_with(".");
}

std::vector<std::string> filesOf(const std::vector<std::string>& paths) {
    std::vector<std::string> files;
    for (const std::string& path : paths) {
        if (!fs::is_directory(path)) {
            files.push_back(path);
            continue;
        }
        std::vector<std::string> inside;
        for (const auto& entry : fs::directory_iterator(path))
            if (entry.is_regular_file() && looksLikeSound(entry.path()))
                inside.push_back(entry.path().string());
        if (inside.empty())
            throw Error("there is no sound file in the folder " + path,
                        "name files, or a folder with wav, flac, ogg, aiff or mp3 files in it");
        std::sort(inside.begin(), inside.end());
        files.insert(files.end(), inside.begin(), inside.end());
    }
    std::set<std::string> seen; // a file and its folder may both be named
    std::erase_if(files, [&](const std::string& file) {
        return !seen.insert(fs::weakly_canonical(file).string()).second;
    });
    return files;
}

// Where files of several folders have one name, the folder is part of it.
void nameApart(std::vector<TrackAnalysis>& tracks) {
    std::map<std::string, int> count;
    for (const TrackAnalysis& track : tracks) ++count[track.name];
    for (TrackAnalysis& track : tracks)
        if (count[track.name] > 1) track.name = track.path;
}

}

SessionAnalysis analyseSession(const std::vector<std::string>& paths, int threads) {
    std::vector<std::string> files = filesOf(paths);
    std::vector<std::optional<TrackAnalysis>> listened(files.size());
    std::vector<std::vector<Problem>> problems(files.size());
    std::atomic<size_t> next = 0;
    auto listen = [&] {
        for (size_t i; (i = next++) < files.size();) try {
                listened[i] = analyseTrack(files[i]);
            } catch (const Error& error) {
                problems[i] = error.problems();
            } catch (const std::exception& error) { // memory
                problems[i] = {{{files[i]}, error.what(), "analyse fewer tracks at once"}};
            }
    };
    {
        std::vector<std::jthread> helpers;
        for (int i = 1; i < threads; ++i) helpers.emplace_back(listen);
        listen();
    }
    SessionAnalysis session;
    for (size_t i = 0; i < files.size(); ++i) {
        session.problems.insert(session.problems.end(), problems[i].begin(), problems[i].end());
        if (listened[i]) session.tracks.push_back(std::move(*listened[i]));
    }
    if (session.tracks.empty()) throw Error(session.problems);
    nameApart(session.tracks);
    session.masking = maskingAmong(session.tracks);
    session.sources = findSourcePairs(session.tracks);
    return session;
}

}
