// Lets go of a stream that is lost, and tries to open another one.
// SPDX-License-Identifier: MIT
#include "framework/device/lasting_stream.h"
#include "framework/error/error.h"

namespace stemwright {

using Clock = std::chrono::steady_clock;

static constexpr auto betweenTries = std::chrono::seconds(1);

LastingStream::LastingStream(const SoundStream::Settings& settings, SoundStream::Process process)
    : settings_(settings), process_(std::move(process)) {
    open();
    settings_.system = stream_->system();
    settings_.device = stream_->device();
}

void LastingStream::open() {
    stream_ = std::make_unique<SoundStream>(settings_, process_);
    frames_ = stream_->frames();
    roundTrip_ = stream_->roundTrip();
}

void LastingStream::start() { stream_->start(); }

void LastingStream::stop() {
    if (stream_) stream_->stop();
}

LastingStream::Event LastingStream::look() {
    Clock::time_point now = Clock::now();
    if (stream_) {
        if (stream_->state() == SoundStream::State::playing) return Event::nothing;
        xruns_ += stream_->xruns();
        priority_ = stream_->priority();
        stream_.reset();
        tried_ = now;
        return Event::lost;
    }
    if (now - tried_ < betweenTries) return Event::nothing;
    tried_ = now;
    try {
        open();
        start();
        return Event::back;
    } catch (const Error&) { // not yet
        stream_.reset();
        return Event::nothing;
    }
}

int64_t LastingStream::xruns() const { return xruns_ + (stream_ ? stream_->xruns() : 0); }
RealtimePriority LastingStream::priority() const { return stream_ ? stream_->priority() : priority_; }

}
