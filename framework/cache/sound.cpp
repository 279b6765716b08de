// Lays a sound out as a file, and reads none that is not as it was written.
// SPDX-License-Identifier: MIT
#include "framework/cache/sound.h"
#include "framework/node/node.h"
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

namespace stemwright {

namespace {

constexpr char magic[16] = "stemwright 1\n";
constexpr size_t page = 4096, bytesAtOnce = 1 << 18;

// What a file begins with; the head follows, and at the next page the values.
struct Prologue {
    char mark[sizeof magic];
    uint64_t headBytes;
    ContentKey head, values; // digests
};

size_t dataStart(size_t headBytes) { return (sizeof(Prologue) + headBytes + page - 1) / page * page; }

class HeadText {
  public:
    template <class T> void put(const T& value) {
        static_assert(std::is_trivially_copyable_v<T>);
        text.append(reinterpret_cast<const char*>(&value), sizeof value);
    }
    std::string text;
};

std::string textOf(const SoundHead& head) {
    HeadText out;
    out.put(head.key);
    out.put(head.form);
    out.put(head.channels);
    out.put(head.latency);
    out.put(head.frames);
    out.put(head.terms.size());
    for (const ContentKey& term : head.terms) out.put(term);
    return out.text + head.document;
}

// The digest said that it is as textOf() made it.
SoundHead headOf(const char* at, size_t bytes) {
    const char* end = at + bytes;
    auto take = [&](auto& value) {
        std::memcpy(&value, at, sizeof value);
        at += sizeof value;
    };
    SoundHead head;
    size_t terms;
    take(head.key);
    take(head.form);
    take(head.channels);
    take(head.latency);
    take(head.frames);
    take(terms);
    head.terms.resize(terms);
    for (ContentKey& term : head.terms) take(term);
    head.document.assign(at, end);
    return head;
}

ContentKey digestOf(const char* bytes, size_t count) {
    Digest digest;
    digest.bytes(bytes, count);
    return digest.key();
}

// The prologue and head of a file; nothing where they are not whole.
std::optional<std::pair<Prologue, SoundHead>> readStart(int file) {
    Prologue prologue;
    struct stat status;
    if (fstat(file, &status) != 0 || pread(file, &prologue, sizeof prologue, 0) != ssize_t(sizeof prologue) ||
        std::memcmp(prologue.mark, magic, sizeof magic) != 0 || prologue.headBytes > uint64_t(status.st_size))
        return {};
    std::string text(prologue.headBytes, '\0');
    if (pread(file, text.data(), text.size(), sizeof prologue) != ssize_t(text.size()) ||
        digestOf(text.data(), text.size()) != prologue.head)
        return {};
    return std::pair(prologue, headOf(text.data(), text.size()));
}

}

std::optional<SoundHead> readHead(const std::string& path) {
    int file = open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (file < 0) return {};
    auto start = readStart(file);
    close(file);
    if (!start) return {};
    return std::move(start->second);
}

std::shared_ptr<const StoredSound> StoredSound::open(const std::string& path, int64_t frames) {
    int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (file < 0) return nullptr;
    auto start = readStart(file);
    struct stat status;
    bool known = start && start->second.frames >= frames && fstat(file, &status) == 0;
    std::shared_ptr<StoredSound> sound(new StoredSound);
    if (known) {
        sound->head_ = std::move(start->second);
        sound->bytes_ = status.st_size;
        sound->data_ = dataStart(start->first.headBytes);
        void* map = mmap(nullptr, sound->bytes_, PROT_READ, MAP_SHARED, file, 0);
        if (map != MAP_FAILED) sound->map_ = static_cast<const char*>(map);
        futimens(file, nullptr); // it was used; where that fails it goes sooner
    }
    close(file);
    if (!sound->map_) return nullptr;
    const SoundHead& head = sound->head_;
    size_t values = size_t(head.frames) * head.channels * head.valueBytes();
    madvise(const_cast<char*>(sound->map_), sound->bytes_, MADV_SEQUENTIAL);
    if (sound->bytes_ != sound->data_ + values ||
        digestOf(sound->map_ + sound->data_, values) != start->first.values)
        return nullptr;
    return sound;
}

StoredSound::~StoredSound() {
    if (map_) munmap(const_cast<char*>(map_), bytes_);
}

const void* StoredSound::values(int64_t frame, int channel) const {
    return map_ + data_ + (frame / quantum * head_.channels + channel) * quantum * head_.valueBytes();
}

SoundKeeper::SoundKeeper(const std::string& path, SoundHead head)
    : head_(std::move(head)), path_(path), partial_(path + std::string(partialMark) + "XXXXXX") {
    data_ = dataStart(textOf(head_).size());
    waiting_.reserve(bytesAtOnce + quantum * sizeof(double));
    file_ = mkostemp(partial_.data(), O_CLOEXEC);
    if (file_ >= 0 && lseek(file_, off_t(data_), SEEK_SET) < 0) abandon();
}

SoundKeeper::~SoundKeeper() { abandon(); }

void SoundKeeper::abandon() noexcept {
    if (file_ < 0) return;
    close(file_);
    unlink(partial_.c_str());
    file_ = -1;
}

void SoundKeeper::add(const void* values) noexcept {
    if (file_ < 0) return;
    const char* bytes = static_cast<const char*>(values);
    waiting_.insert(waiting_.end(), bytes, bytes + quantum * head_.valueBytes());
    ++rows_;
    if (waiting_.size() >= bytesAtOnce) pass();
}

void SoundKeeper::pass() noexcept {
    values_.bytes(waiting_.data(), waiting_.size());
    for (size_t done = 0; done < waiting_.size() && file_ >= 0;) {
        ssize_t count = write(file_, waiting_.data() + done, waiting_.size() - done);
        if (count > 0)
            done += size_t(count);
        else if (count == 0 || errno != EINTR)
            abandon();
    }
    waiting_.clear();
}

void SoundKeeper::keep() noexcept {
    pass();
    if (file_ < 0) return;
    head_.frames = rows_ / head_.channels * quantum;
    std::string text = textOf(head_);
    Prologue prologue{{}, text.size(), digestOf(text.data(), text.size()), values_.key()};
    std::memcpy(prologue.mark, magic, sizeof magic);
    text.insert(0, reinterpret_cast<const char*>(&prologue), sizeof prologue);
    bool whole = rows_ % head_.channels == 0 &&
                 pwrite(file_, text.data(), text.size(), 0) == ssize_t(text.size()) &&
                 rename(partial_.c_str(), path_.c_str()) == 0;
    if (!whole) return abandon();
    close(file_);
    file_ = -1;
}

}
