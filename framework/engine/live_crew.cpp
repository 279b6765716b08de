// Helpers spin for a moment, then sleep until there is news.
// SPDX-License-Identifier: MIT
#include "framework/engine/live_crew.h"
#include "framework/audio/denormals.h"
#include "framework/audio/read_ahead.h"

namespace stemwright {

static constexpr int patience = 1000; // looks in vain before a helper sleeps: some tens of microseconds

static void pauseBriefly() noexcept {
#if defined __x86_64__
    __builtin_ia32_pause();
#elif defined __aarch64__
    asm volatile("yield");
#endif
}

LiveCrew::LiveCrew(int helpers) {
    for (int h = 0; h < helpers; ++h) {
        helpers_.push_back(std::make_unique<Helper>());
        Helper& helper = *helpers_.back();
        helper.thread = std::thread([this, &helper] { help(helper); });
    }
}

LiveCrew::~LiveCrew() {
    stopped_ = true;
    progress();
    for (const auto& helper : helpers_) helper->thread.join();
}

std::vector<std::thread::native_handle_type> LiveCrew::helpers() {
    std::vector<std::thread::native_handle_type> handles;
    for (const auto& helper : helpers_) handles.push_back(helper->thread.native_handle());
    return handles;
}

void LiveCrew::run(Turn& turn) noexcept {
    bool shared = begun_.load();
    if (shared) {
        current_ = &turn;
        progress();
    }
    for (Turn::Outcome outcome; (outcome = turn.runPart()) != Turn::Outcome::over;)
        if (outcome == Turn::Outcome::idle) pauseBriefly();
    if (!shared) return;
    current_ = nullptr;
    ReadAhead::waited(std::chrono::steady_clock::duration(waited_.exchange(0)));
}

// Who goes to sleep says so first, and looks at the epoch afterwards.
void LiveCrew::progress() noexcept {
    epoch_.fetch_add(1);
    if (asleep_.load() > 0) epoch_.notify_all();
}

void LiveCrew::leave(const Turn& turn) noexcept {
    for (const auto& helper : helpers_)
        while (helper->at.load() == &turn) std::this_thread::yield();
}

// A turn that is still the current one after it was named is not destroyed until it is named no more.
LiveCrew::Turn::Outcome LiveCrew::look(Helper& self) noexcept {
    Turn* turn = current_.load();
    if (!turn) return Turn::Outcome::idle;
    self.at = turn;
    Turn::Outcome outcome = current_.load() == turn ? turn->runPart() : Turn::Outcome::idle;
    self.at = nullptr;
    return outcome;
}

void LiveCrew::help(Helper& self) noexcept {
    FlushDenormals flush;
    for (int vain = 0; !stopped_.load();) {
        uint32_t epoch = epoch_.load();
        auto before = ReadAhead::waited();
        if (look(self) == Turn::Outcome::worked) {
            waited_ += (ReadAhead::waited() - before).count();
            vain = 0;
        } else if (++vain < patience) {
            pauseBriefly();
        } else {
            ++asleep_;
            if (!stopped_.load()) epoch_.wait(epoch);
            --asleep_;
            vain = 0;
        }
    }
}

}
