// Devices and streams through RtAudio, which knows JACK, PulseAudio and ALSA.
// SPDX-License-Identifier: MIT
#include "framework/device/sound_stream.h"
#include "framework/error/error.h"
#include <algorithm>
#include <atomic>
#include <chrono>
#include <rtaudio/RtAudio.h>

namespace stemwright {

namespace {

RtAudio::Api apiCalled(const std::string& system) {
    if (system.empty()) return RtAudio::UNSPECIFIED;
    RtAudio::Api api = RtAudio::getCompiledApiByName(system);
    if (api == RtAudio::UNSPECIFIED)
        throw Error({"--api"}, "there is no sound system \"" + system + "\"",
                    suggestion(system, soundSystems()));
    return api;
}

void ignore(RtAudioError::Type, const std::string&) {} // what matters is seen in the stream's state

std::vector<SoundDevice> devicesOf(RtAudio& audio) {
    std::vector<SoundDevice> found;
    unsigned count = audio.getDeviceCount();
    for (unsigned d = 0; d < count; ++d) {
        RtAudio::DeviceInfo info = audio.getDeviceInfo(d);
        if (!info.probed || info.outputChannels == 0) continue;
        found.push_back({int(d), info.name, int(info.outputChannels),
                         std::vector<int>(info.sampleRates.begin(), info.sampleRates.end()),
                         info.isDefaultOutput ? SoundDevice::Rank::usual : SoundDevice::Rank::other});
    }
    return found;
}

// RtAudio's own messages begin with the name of a function.
std::string causeOf(const RtAudioError& error) {
    std::string text = error.getMessage();
    size_t colon = text.find(": ");
    return colon == text.npos ? text : text.substr(colon + 2);
}

}

std::vector<std::string> soundSystems() {
    std::vector<RtAudio::Api> apis;
    RtAudio::getCompiledApi(apis);
    std::vector<std::string> names;
    for (RtAudio::Api api : apis) names.push_back(RtAudio::getApiName(api));
    return names;
}

std::vector<SoundDevice> soundDevices(const std::string& system) {
    RtAudio audio(apiCalled(system));
    audio.showWarnings(false);
    return devicesOf(audio);
}

struct SoundStream::Handle {
    using Clock = std::chrono::steady_clock;

    RtAudio audio;
    Fill fill;
    std::vector<float*> channels;
    std::string system, device;
    unsigned frames;
    std::atomic<int64_t> xruns = 0, blocks = 0;
    std::atomic<RealtimePriority> priority = RealtimePriority::pending;
    int64_t seenBlocks = 0; // by state()
    Clock::time_point seen{};

    Handle(const Settings& settings, Fill fill_)
        : audio(apiCalled(settings.system)),
          fill(std::move(fill_)),
          channels(size_t(settings.channels)),
          system(RtAudio::getApiName(audio.getCurrentApi())),
          frames(unsigned(settings.frames)) {
        audio.showWarnings(false);
    }

    // One array for each channel, one behind the other.
    static int call(void* out, void*, unsigned count, double, RtAudioStreamStatus status, void* self) {
        Handle& handle = *static_cast<Handle*>(self);
        if (handle.blocks.load(std::memory_order_relaxed) == 0) handle.priority = askForRealtimePriority();
        if (status & RTAUDIO_OUTPUT_UNDERFLOW) ++handle.xruns;
        for (size_t c = 0; c < handle.channels.size(); ++c)
            handle.channels[c] = static_cast<float*>(out) + c * count;
        handle.fill(handle.channels.data(), int(handle.channels.size()), int(count));
        ++handle.blocks;
        return 0;
    }
};

SoundStream::SoundStream(const Settings& settings, Fill fill)
    : handle_(std::make_unique<Handle>(settings, std::move(fill))) {
    Handle& h = *handle_;
    std::vector<SoundDevice> devices = devicesOf(h.audio);
    const SoundDevice& device = chosenDevice(devices, settings.device);
    h.device = device.name;
    if (device.outputs < settings.channels)
        throw Error({h.device},
                    "this device has " + std::to_string(device.outputs) + " channels, and " +
                        std::to_string(settings.channels) + " are to be played",
                    "play another output with --output, or choose another device");
    if (std::find(device.rates.begin(), device.rates.end(), settings.rate) == device.rates.end()) {
        std::string rates;
        for (int rate : device.rates) rates += (rates.empty() ? "" : ", ") + std::to_string(rate);
        throw Error({h.device}, "this device does not run at " + std::to_string(settings.rate) + " Hz",
                    rates.empty() ? "choose another device" : "play the mix with --rate at one of: " + rates);
    }
    RtAudio::StreamParameters parameters;
    parameters.deviceId = unsigned(device.number);
    parameters.nChannels = unsigned(settings.channels);
    RtAudio::StreamOptions options;
    options.flags = RTAUDIO_NONINTERLEAVED | RTAUDIO_SCHEDULE_REALTIME;
    options.priority = 60;
    options.streamName = "stemwright";
    try {
        h.audio.openStream(&parameters, nullptr, RTAUDIO_FLOAT32, unsigned(settings.rate), &h.frames,
                           Handle::call, &h, &options, ignore);
    } catch (const RtAudioError& error) {
        throw Error({h.device}, "cannot be opened: " + causeOf(error),
                    "close what else uses it, or choose another device");
    }
}

SoundStream::~SoundStream() {
    try {
        stop();
        if (handle_->audio.isStreamOpen()) handle_->audio.closeStream();
    } catch (const RtAudioError&) { // it is gone all the same
    }
}

void SoundStream::start() {
    handle_->seen = Handle::Clock::now();
    try {
        handle_->audio.startStream();
    } catch (const RtAudioError& error) {
        throw Error({handle_->device}, "does not begin to play: " + causeOf(error), "choose another device");
    }
}

void SoundStream::stop() {
    Handle& h = *handle_;
    if (!h.audio.isStreamOpen() || !h.audio.isStreamRunning()) return;
    try {
        if (state() == State::playing)
            h.audio.stopStream();
        else
            h.audio.abortStream(); // a device that is gone would be waited for
    } catch (const RtAudioError&) {}
}

SoundStream::State SoundStream::state() const {
    Handle& h = *handle_;
    if (!h.audio.isStreamOpen()) return State::lost;
    int64_t blocks = h.blocks;
    Handle::Clock::time_point now = Handle::Clock::now();
    if (blocks != h.seenBlocks) h.seenBlocks = blocks, h.seen = now;
    return now - h.seen > std::chrono::seconds(2) ? State::lost : State::playing;
}

const std::string& SoundStream::system() const { return handle_->system; }
const std::string& SoundStream::device() const { return handle_->device; }
int SoundStream::frames() const { return int(handle_->frames); }
int64_t SoundStream::xruns() const noexcept { return handle_->xruns; }
RealtimePriority SoundStream::priority() const noexcept { return handle_->priority; }

}
