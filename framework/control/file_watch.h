// Tells when files were written, while the program goes on with something else.
// SPDX-License-Identifier: MIT
#pragma once
#include <map>
#include <set>
#include <string>
#include <vector>

namespace stemwright {

/// Watches files by the folders that they lie in, so that editors may replace them. Control thread.
class FileWatch {
  public:
    FileWatch(); ///< throws an Error where the system does not allow it
    ~FileWatch();
    FileWatch(const FileWatch&) = delete;

    /// Watches these files instead of those before. Folders that are not there are left out.
    void watch(const std::vector<std::string>& files);

    /// Those that were written completely, or put in place, since the last call. Waits for nothing.
    std::set<std::string> changed();

  private:
    int handle_;
    std::map<std::string, int> folders_;
    std::set<std::string> files_; // absolute
};

}
