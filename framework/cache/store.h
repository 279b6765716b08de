// A bounded folder of sounds that renders have computed, by key.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/cache/sound.h"

namespace stemwright {

/// Files in a folder, one for each sound. Programs may share it: a file appears when it is whole, is checked
/// whenever it is read, and may go at any time. What is damaged is dropped and counts as not there. Control
/// thread.
class Store {
  public:
    /// Makes the folder where it is missing. Throws an Error where that fails.
    explicit Store(std::string folder);

    /// "$XDG_CACHE_HOME/stemwright", or "~/.cache/stemwright"; "" where there is no home either.
    static std::string usualFolder();

    const std::string& folder() const { return folder_; }
    int64_t limit() const; ///< bytes
    void setLimit(int64_t bytes);

    /// The sound of this key, if there are at least so many frames of it. It counts as used.
    std::shared_ptr<const StoredSound> find(SoundHead::Form form, const ContentKey& key,
                                            int64_t frames) const;
    bool has(SoundHead::Form form, const ContentKey& key, int64_t frames) const; ///< by its head alone

    /// Whether somebody would have liked to find a signal of this key, which was not kept, and noted it here
    /// in the last day.
    bool wasMissed(const ContentKey& key) const;
    void noteMissed(const ContentKey& key) const; ///< where that cannot be, nothing happens

    struct Entry {
        std::string file;
        int64_t bytes, used; ///< when: seconds since 1970
        SoundHead head;
    };
    std::vector<Entry> entries() const; ///< the latest used first; files that are none are not told

    /// For a sound that is to be kept here.
    std::unique_ptr<SoundKeeper> keeper(SoundHead head) const;

    /// Drops what was not used for longest until at most so many bytes are left, and what others left half
    /// written, or noted, a day ago; how many bytes were dropped.
    int64_t prune(int64_t bytes) const;

  private:
    std::string path(SoundHead::Form form, const ContentKey& key) const;
    std::string noteOf(const ContentKey& key) const;
    std::string folder_;
};

}
