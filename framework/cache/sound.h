// One computed sound as a file: what it is, and its values, both with a digest.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/cache/key.h"
#include <optional>
#include <vector>

namespace stemwright {

/// What is known of a kept sound beside its values.
struct SoundHead {
    enum class Form : uint32_t {
        signal, ///< what a node gave: floats
        sum,    ///< what met in an input, before it is rounded: doubles
    };
    ContentKey key;
    Form form = Form::signal;
    int channels = 1;
    int latency = 0;               ///< frames by which it lags behind the song
    int64_t frames = 0;            ///< from the engine's start on; whole quanta
    std::vector<ContentKey> terms; ///< of a sum: what met, sorted
    std::string document;          ///< of a sum: a mix that has them all

    size_t valueBytes() const { return form == Form::sum ? 8 : 4; }
};

/// A sound that was found, with its values mapped into memory: those of a quantum lie on end, channel after
/// channel. It stays readable when somebody drops it from the folder. Immutable; any thread.
class StoredSound {
  public:
    /// nullptr where the file is missing, damaged, or shorter than so many frames.
    static std::shared_ptr<const StoredSound> open(const std::string& path, int64_t frames);
    ~StoredSound();
    StoredSound(const StoredSound&) = delete;

    const SoundHead& head() const { return head_; }
    /// The 64 values of the quantum at `frame`.
    const void* values(int64_t frame, int channel) const;

  private:
    StoredSound() = default;
    SoundHead head_;
    const char* map_ = nullptr;
    size_t bytes_ = 0, data_ = 0; // of the map, and where the values begin
};

/// The head of a file; nothing where it is damaged or none.
std::optional<SoundHead> readHead(const std::string& path);

/// What names of files that are not whole yet hold.
constexpr std::string_view partialMark = ".partial-";

/// A sound on its way into its file: visible to nobody until it is whole. One thread at a time.
class SoundKeeper {
  public:
    /// `head` need not know the number of frames.
    SoundKeeper(const std::string& path, SoundHead head);
    ~SoundKeeper();
    SoundKeeper(const SoundKeeper&) = delete;

    /// A quantum of the next channel. Where it cannot be written the sound is given up, as by abandon().
    void add(const void* values) noexcept;
    void abandon() noexcept; ///< nothing is kept
    /// Puts it into its place, unless it was given up. What is there already is replaced.
    void keep() noexcept;

  private:
    void pass() noexcept;

    SoundHead head_;
    std::string path_, partial_; // where it will be, and where it is written
    int file_ = -1;
    size_t data_; // where the values begin
    std::vector<char> waiting_;
    int64_t rows_ = 0; // quanta of all channels together
    Digest values_;
};

}
