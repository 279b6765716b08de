// Finds, lists and drops the files of a cache.
// SPDX-License-Identifier: MIT
#include "framework/cache/store.h"
#include "framework/audio/output_file.h"
#include "framework/error/error.h"
#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>

namespace stemwright {

namespace fs = std::filesystem;

constexpr int64_t usualLimit = int64_t(8) << 30;
constexpr const char* limitFile = "limit";
constexpr const char *extension = ".sound", *noteExtension = ".missed";

std::string Store::usualFolder() {
    auto variable = [](const char* name) {
        const char* value = std::getenv(name);
        return std::string(value ? value : "");
    };
    std::string base = variable("XDG_CACHE_HOME"), home = variable("HOME");
    if (!fs::path(base).is_absolute()) // as the XDG specification says
        base = home.empty() ? "" : home + "/.cache";
    return base.empty() ? "" : base + "/stemwright";
}

Store::Store(std::string folder) : folder_(std::move(folder)) {
    std::error_code error;
    fs::create_directories(folder_, error);
    if (error)
        throw Error({folder_}, "the cache cannot be made: " + error.message(),
                    "name another folder with --cache, or pass --no-cache");
}

std::string Store::path(SoundHead::Form form, const ContentKey& key) const {
    return folder_ + "/" + key.text() + (form == SoundHead::Form::sum ? "-sum" : "") + extension;
}

int64_t Store::limit() const {
    std::ifstream file(folder_ + "/" + limitFile);
    int64_t bytes;
    return file >> bytes && bytes >= 0 ? bytes : usualLimit;
}

void Store::setLimit(int64_t bytes) {
    OutputFile file(folder_ + "/" + limitFile);
    std::string text = std::to_string(bytes) + "\n";
    file.write(text.data(), int64_t(text.size()));
    file.commit();
}

std::shared_ptr<const StoredSound> Store::find(SoundHead::Form form, const ContentKey& key,
                                               int64_t frames) const {
    std::string file = path(form, key);
    auto sound = StoredSound::open(file, frames);
    if (sound && sound->head().key == key && sound->head().form == form) return sound;
    // What is whole but too short stays; the rest is worth nothing.
    if (auto head = readHead(file); !head || head->frames >= frames) {
        std::error_code error;
        fs::remove(file, error);
    }
    return nullptr;
}

bool Store::has(SoundHead::Form form, const ContentKey& key, int64_t frames) const {
    auto head = readHead(path(form, key));
    return head && head->frames >= frames;
}

std::string Store::noteOf(const ContentKey& key) const { return folder_ + "/" + key.text() + noteExtension; }

bool Store::wasMissed(const ContentKey& key) const {
    std::error_code error;
    return fs::exists(noteOf(key), error);
}

void Store::noteMissed(const ContentKey& key) const { std::ofstream(noteOf(key)); }

std::unique_ptr<SoundKeeper> Store::keeper(SoundHead head) const {
    std::string file = path(head.form, head.key);
    return std::make_unique<SoundKeeper>(file, std::move(head));
}

std::vector<Store::Entry> Store::entries() const {
    std::vector<Entry> found;
    std::error_code error;
    for (const auto& item : fs::directory_iterator(folder_, error)) {
        if (item.path().extension() != extension) continue;
        auto head = readHead(item.path().string());
        int64_t bytes = int64_t(item.file_size(error));
        auto used = item.last_write_time(error);
        if (error || !head) continue; // somebody may just have dropped it
        auto since = std::chrono::file_clock::to_sys(used).time_since_epoch();
        found.push_back({item.path().string(), bytes,
                         std::chrono::duration_cast<std::chrono::seconds>(since).count(), std::move(*head)});
    }
    std::stable_sort(found.begin(), found.end(),
                     [](const Entry& a, const Entry& b) { return a.used > b.used; });
    return found;
}

int64_t Store::prune(int64_t bytes) const {
    std::error_code error;
    int64_t dropped = 0, kept = 0;
    struct Candidate {
        fs::file_time_type used;
        fs::path path;
        int64_t bytes;
    };
    std::vector<Candidate> candidates;
    const auto dayAgo = fs::file_time_type::clock::now() - std::chrono::hours(24);
    auto drop = [&](const Candidate& c) {
        if (fs::remove(c.path, error)) dropped += c.bytes;
    };
    for (const auto& item : fs::directory_iterator(folder_, error)) {
        std::error_code gone;
        Candidate candidate{item.last_write_time(gone), item.path(), int64_t(item.file_size(gone))};
        if (gone) continue;
        bool partial = item.path().filename().string().find(partialMark) != std::string::npos;
        bool note = item.path().extension() == noteExtension;
        if ((partial || note) && candidate.used < dayAgo) drop(candidate);
        if (!partial && item.path().extension() == extension) candidates.push_back(std::move(candidate));
    }
    std::sort(candidates.begin(), candidates.end(),
              [](const auto& a, const auto& b) { return a.used > b.used; });
    for (const Candidate& candidate : candidates)
        if (kept + candidate.bytes > bytes)
            drop(candidate);
        else
            kept += candidate.bytes;
    return dropped;
}

}
