// A file that replaces its target only when it is complete.
// SPDX-License-Identifier: MIT
#pragma once
#include <cstdint>
#include <string>
#include <vector>

namespace stemwright {

/// Written beside the target as ".NAME.partial-PID" and renamed into place by `commit`; without that the
/// target stays as it was and the partial file goes away. One thread at a time may use it.
class OutputFile {
  public:
    /// Throws an Error where the target cannot be written: its directory is missing, it is a directory or a
    /// device, or it is protected. A symbolic link is followed; permissions of an existing target are kept.
    explicit OutputFile(const std::string& path);
    ~OutputFile();
    OutputFile(const OutputFile&) = delete;
    OutputFile& operator=(const OutputFile&) = delete;

    /// Bytes written or read at the position, fewer where that failed; `check` knows the reason of the first
    /// failure. What is written in sequence goes to the disk in large pieces, so a failure may show later,
    /// and at the latest in `commit`.
    int64_t write(const void* bytes, int64_t count) noexcept;
    int64_t read(void* bytes, int64_t count) noexcept;
    void seek(int64_t position) noexcept { position_ = position; }
    int64_t position() const noexcept { return position_; }
    int64_t size() const noexcept { return size_; }

    void check() const; ///< throws an Error ("disk full", ...) where a write has failed
    /// Hands over to the system what was written; throws an Error where a write has failed. Should a later
    /// one fail, rewind() goes back to here.
    void checkpoint();
    void rewind(); ///< forgets what was written since, and that it failed
    void commit(); ///< brings everything to the disk and the file into its place, or throws an Error

  private:
    void pass() noexcept;

    std::string path_, target_, partial_; // as given, what it stands for, and what is written
    int file_ = -1, failure_ = 0;         // failure_: the errno of the first failed write
    int64_t position_ = 0, size_ = 0, checkpoint_ = 0;
    std::vector<char> waiting_; // to be written, from `start_` on
    int64_t start_ = 0;
};

}
