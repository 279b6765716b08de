// Where the stems of a song lie, and its author's mix.
// SPDX-License-Identifier: MIT
#pragma once
#include <string>
#include <vector>

namespace stemwright {

/// A folder of stems, which may have a folder `mix` with the one sound that is their author's mix.
struct SongFolder {
    std::string name;               ///< of the folder
    std::vector<std::string> stems; ///< paths, in the order of their names
    std::string mix;                ///< path; "" where there is none
};

/// The song at `path`, or the songs in the folders that lie at `path`, in the order of their names. Files
/// that are no sounds and hidden ones do not count. Throws an Error where no song is found, and where more
/// than one sound lies in a folder `mix`.
std::vector<SongFolder> songsAt(const std::string& path);

/// The sound in folder `path` that is called `name` but for its extension; "" where there is none.
std::string soundNamed(const std::string& name, const std::string& path);

}
