// Digests by xxHash, and the identity of the program.
// SPDX-License-Identifier: MIT
#include "framework/cache/key.h"
#include <cstring>
#include <elf.h>
#include <fmt/format.h>
#include <link.h>
#include <sys/stat.h>
#define XXH_STATIC_LINKING_ONLY // for the size of a state
#include <xxhash.h>
#if defined __x86_64__
#include <xxh_x86dispatch.h> // the same digests by the widest vectors of the processor
#endif

namespace stemwright {

std::string ContentKey::text() const { return fmt::format("{:016x}{:016x}", high, low); }

struct Digest::State {
    XXH3_state_t state;
};

Digest::Digest() : state_(std::make_unique<State>()) { XXH3_128bits_reset(&state_->state); }
Digest::~Digest() = default;

void Digest::bytes(const void* from, size_t count) { XXH3_128bits_update(&state_->state, from, count); }

void Digest::add(std::string_view text) {
    add(text.size());
    bytes(text.data(), text.size());
}

ContentKey Digest::key() const {
    XXH128_hash_t hash = XXH3_128bits_digest(&state_->state);
    return {hash.low64, hash.high64};
}

namespace {

// The linker's mark of a program or library; nothing where it has none.
std::string_view buildId(const dl_phdr_info& object) {
    for (int p = 0; p < object.dlpi_phnum; ++p) {
        const auto& header = object.dlpi_phdr[p];
        if (header.p_type != PT_NOTE) continue;
        const char* at = reinterpret_cast<const char*>(object.dlpi_addr + header.p_vaddr);
        const char* end = at + header.p_memsz;
        auto padded = [](size_t size) { return (size + 3) & ~size_t(3); };
        while (at + sizeof(ElfW(Nhdr)) <= end) {
            ElfW(Nhdr) note;
            std::memcpy(&note, at, sizeof note);
            const char* name = at + sizeof note;
            const char* mark = name + padded(note.n_namesz);
            if (note.n_type == NT_GNU_BUILD_ID &&
                std::string_view(name, note.n_namesz) == std::string_view("GNU", 4))
                return {mark, note.n_descsz};
            at = mark + padded(note.n_descsz);
        }
    }
    return {};
}

}

ContentKey programKey() {
    Digest digest;
    dl_iterate_phdr(
        [](dl_phdr_info* object, size_t, void* into) {
            Digest& all = *static_cast<Digest*>(into);
            std::string_view id = buildId(*object);
            all.add(id);
            if (struct stat file; id.empty() && *object->dlpi_name && stat(object->dlpi_name, &file) == 0) {
                all.add(int64_t(file.st_size));
                all.add(int64_t(file.st_mtim.tv_sec));
                all.add(int64_t(file.st_mtim.tv_nsec));
            }
            return 0;
        },
        &digest);
    return digest.key();
}

}
