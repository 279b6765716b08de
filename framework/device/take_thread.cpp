// Looks at every take some times a second.
// SPDX-License-Identifier: MIT
#include "framework/device/take_thread.h"
#include <chrono>
#include <utility>

namespace stemwright {

static constexpr auto nap = std::chrono::milliseconds(50);

TakeThread::~TakeThread() { finish(); }

Take& TakeThread::add(const std::string& path, const SoundFormat& format, int64_t skipped) {
    takes_.push_back(std::make_unique<Take>(path, format, skipped));
    return *takes_.back();
}

void TakeThread::start() {
    if (takes_.empty()) return;
    thread_ = std::thread([this] {
        while (!stopped_) {
            for (const auto& take : takes_) try {
                    take->write();
                } catch (const Error& error) {
                    keep(error);
                }
            std::this_thread::sleep_for(nap);
        }
    });
}

void TakeThread::finish() {
    stopped_ = true;
    if (thread_.joinable()) thread_.join();
    for (const auto& take : takes_) try {
            take->finish();
        } catch (const Error& error) {
            keep(error);
        }
}

void TakeThread::keep(const Error& error) {
    std::lock_guard lock(mutex_);
    problems_.insert(problems_.end(), error.problems().begin(), error.problems().end());
}

std::vector<Problem> TakeThread::problems() {
    std::lock_guard lock(mutex_);
    return std::exchange(problems_, {});
}

}
