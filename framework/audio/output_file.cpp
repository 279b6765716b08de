// Writes beside the target, then renames: readers see the old file or the whole new one, never a part.
// SPDX-License-Identifier: MIT
#include "framework/audio/output_file.h"
#include "framework/error/error.h"
#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <sys/stat.h>
#include <unistd.h>

namespace stemwright {

namespace fs = std::filesystem;

constexpr int64_t bytesAtOnce =
    65536; // measured: 8 KiB at a time cost the system twice as much, more saves nothing

static Error failed(const std::string& path, int error) {
    switch (error) {
    case ENOSPC:
        return Error({path}, "disk full", "free some space or write to another disk");
    case EDQUOT:
        return Error({path}, "disk full (quota reached)", "free some space or write to another disk");
    case EFBIG:
        return Error({path}, "the file grew beyond what is allowed here",
                     "raise the limit on file sizes or write to another disk");
    case EACCES:
    case EPERM:
    case EROFS:
        return Error({path}, std::string("cannot be written: ") + std::strerror(error),
                     "change the permissions or write somewhere else");
    default:
        return Error({path}, std::string("cannot be written: ") + std::strerror(error),
                     "write somewhere else");
    }
}

OutputFile::OutputFile(const std::string& path) : path_(path), target_(path) {
    std::error_code error;
    if (fs::is_symlink(path, error)) // replace what it points to, not the link
        if (fs::path real = fs::weakly_canonical(path, error); !error) target_ = real.string();
    fs::path folder = fs::path(target_).parent_path(), name = fs::path(target_).filename();
    if (folder.empty()) folder = ".";
    fs::file_status status = fs::status(target_, error);
    if (fs::is_directory(status) || name.empty()) throw Error({path}, "is a directory", "name a file in it");
    if (!fs::is_directory(folder, error))
        throw Error({path}, "the directory \"" + folder.string() + "\" does not exist", "make it first");
    bool exists = fs::exists(status);
    if (exists && !fs::is_regular_file(status))
        throw Error({path}, "is not a regular file and cannot be replaced", "name a file");
    if (exists && access(target_.c_str(), W_OK) != 0) throw failed(path, errno);

    waiting_.reserve(size_t(bytesAtOnce)); // write() then allocates nothing
    // A number after the first try: another writer of this process, or what a killed one with our number left
    // behind.
    std::string hidden = ".";
    hidden += name.string() + ".partial-" + std::to_string(getpid());
    const std::string partial = (folder / hidden).string();
    partial_ = partial;
    for (int attempt = 2; (file_ = open(partial_.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0666)) < 0;
         ++attempt) {
        if (errno != EEXIST || attempt > 1000) {
            partial_.clear(); // not ours to remove
            throw failed(path, errno);
        }
        partial_ = partial + "-" + std::to_string(attempt);
    }
    struct stat old {};
    if (exists && stat(target_.c_str(), &old) == 0) {
        [[maybe_unused]] int kept =
            fchmod(file_, old.st_mode & 07777); // where the file system has permissions
    }
}

OutputFile::~OutputFile() {
    if (file_ >= 0) close(file_);
    if (!partial_.empty()) unlink(partial_.c_str());
}

void OutputFile::pass() noexcept {
    for (size_t done = 0; done < waiting_.size() && failure_ == 0;) {
        ssize_t got = pwrite(file_, waiting_.data() + done, waiting_.size() - done, start_ + int64_t(done));
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0)
            failure_ = got < 0 ? errno : ENOSPC;
        else
            done += size_t(got);
    }
    start_ += int64_t(waiting_.size());
    waiting_.clear();
}

int64_t OutputFile::write(const void* bytes, int64_t count) noexcept {
    if (position_ != start_ + int64_t(waiting_.size())) pass(), start_ = position_;
    int64_t done = 0;
    while (done < count && failure_ == 0) {
        int64_t part = std::min(count - done, bytesAtOnce - int64_t(waiting_.size()));
        const char* from = static_cast<const char*>(bytes) + done;
        waiting_.insert(waiting_.end(), from, from + part);
        done += part;
        position_ += part;
        size_ = std::max(size_, position_);
        if (int64_t(waiting_.size()) == bytesAtOnce) pass();
    }
    return done;
}

int64_t OutputFile::read(void* bytes, int64_t count) noexcept {
    pass();
    int64_t done = 0;
    while (done < count) {
        ssize_t got = pread(file_, static_cast<char*>(bytes) + done, size_t(count - done), position_);
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) break;
        done += got;
        position_ += got;
    }
    return done;
}

void OutputFile::check() const {
    if (failure_ != 0) throw failed(path_, failure_);
}

void OutputFile::checkpoint() {
    pass();
    check();
    checkpoint_ = size_;
}

void OutputFile::rewind() {
    waiting_.clear();
    failure_ = ftruncate(file_, checkpoint_) == 0 ? 0 : errno;
    start_ = position_ = size_ = checkpoint_;
}

void OutputFile::commit() {
    pass();
    check();
    if (fsync(file_) != 0 && errno != EINVAL && errno != ENOTSUP) throw failed(path_, errno);
    int closed = close(file_);
    file_ = -1;
    if (closed != 0 && errno != EINTR)
        throw failed(path_, errno); // where a network disk says that it is full
    if (std::rename(partial_.c_str(), target_.c_str()) != 0) throw failed(path_, errno);
    partial_.clear();
    fs::path folder = fs::path(target_).parent_path();
    int directory = open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (directory >= 0)
        fsync(directory), close(directory); // the new name survives a power cut where this can be promised
}

}
