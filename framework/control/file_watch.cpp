// Watches through inotify, which tells when a writer closes a file or renames one into place.
// SPDX-License-Identifier: MIT
#include "framework/control/file_watch.h"
#include "framework/error/error.h"
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <sys/inotify.h>
#include <unistd.h>

namespace stemwright {

namespace fs = std::filesystem;

FileWatch::FileWatch() : handle_(inotify_init1(IN_NONBLOCK | IN_CLOEXEC)) {
    if (handle_ < 0)
        throw Error(std::string("files cannot be watched: ") + std::strerror(errno),
                    "raise fs.inotify.max_user_instances (sysctl)");
}

FileWatch::~FileWatch() { close(handle_); }

void FileWatch::watch(const std::vector<std::string>& files) {
    files_.clear();
    std::set<std::string> needed;
    for (const std::string& file : files) {
        fs::path path = fs::absolute(file).lexically_normal();
        files_.insert(path.string());
        needed.insert(path.parent_path().string());
    }
    for (auto folder = folders_.begin(); folder != folders_.end();)
        if (needed.contains(folder->first))
            ++folder;
        else {
            inotify_rm_watch(handle_, folder->second);
            folder = folders_.erase(folder);
        }
    for (const std::string& folder : needed)
        if (!folders_.contains(folder))
            if (int id = inotify_add_watch(handle_, folder.c_str(), IN_CLOSE_WRITE | IN_MOVED_TO); id >= 0)
                folders_[folder] = id;
}

std::set<std::string> FileWatch::changed() {
    std::set<std::string> found;
    alignas(inotify_event) char events[4096];
    for (ssize_t got; (got = read(handle_, events, sizeof events)) > 0;)
        for (char* at = events; at < events + got;) {
            const auto& event = *reinterpret_cast<const inotify_event*>(at);
            at += sizeof event + event.len;
            if (event.len == 0) continue;
            for (const auto& [folder, id] : folders_)
                if (id == event.wd)
                    if (std::string path = (fs::path(folder) / event.name).string(); files_.contains(path))
                        found.insert(path);
        }
    return found;
}

}
