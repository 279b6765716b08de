// Devices and streams through RtAudio, which knows JACK, PulseAudio and ALSA.
// SPDX-License-Identifier: MIT
#include "framework/device/sound_stream.h"
#include "framework/error/error.h"
#include <algorithm>
#include <atomic>
#include <chrono>
#include <rtaudio/RtAudio.h>
#include <thread>

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
                         info.isDefaultOutput ? SoundDevice::Rank::usual : SoundDevice::Rank::other,
                         int(info.inputChannels)});
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
    Process process;
    std::vector<const float*> inputs;
    std::vector<float*> outputs;
    std::string system, device;
    unsigned frames;
    std::atomic<int64_t> xruns = 0, blocks = 0;
    std::atomic<bool> stopping = false;
    std::atomic<int> silentBlocks = 0; // since stopping
    std::atomic<RealtimePriority> priority = RealtimePriority{};
    int64_t seenBlocks = 0; // by state()
    Clock::time_point seen{};

    Handle(const Settings& settings, Process process_)
        : audio(apiCalled(settings.system)),
          process(std::move(process_)),
          inputs(size_t(settings.inputs)),
          outputs(size_t(settings.outputs)),
          system(RtAudio::getApiName(audio.getCurrentApi())),
          frames(unsigned(settings.frames)) {
        audio.showWarnings(false);
    }

    void open(const Settings& settings);

    // One array for each channel, one behind the other.
    static int call(void* out, void* in, unsigned count, double, RtAudioStreamStatus status, void* self) {
        Handle& handle = *static_cast<Handle*>(self);
        if (handle.blocks.load(std::memory_order_relaxed) == 0) handle.priority = askForRealtimePriority();
        if (status & (RTAUDIO_OUTPUT_UNDERFLOW | RTAUDIO_INPUT_OVERFLOW)) ++handle.xruns;
        for (size_t c = 0; c < handle.inputs.size(); ++c)
            handle.inputs[c] = static_cast<const float*>(in) + c * count;
        for (size_t c = 0; c < handle.outputs.size(); ++c)
            handle.outputs[c] = static_cast<float*>(out) + c * count;
        if (handle.stopping) {
            for (float* output : handle.outputs) std::fill_n(output, count, 0.0f);
            ++handle.silentBlocks;
        } else {
            handle.process(handle.inputs.data(), handle.outputs.data(), int(count));
        }
        ++handle.blocks;
        return 0;
    }
};

void SoundStream::Handle::open(const Settings& settings) {
    std::vector<SoundDevice> devices = devicesOf(audio);
    const SoundDevice& chosen = chosenDevice(devices, settings.device);
    device = chosen.name;
    checkChannels(chosen, settings.inputs, settings.outputs);
    if (std::find(chosen.rates.begin(), chosen.rates.end(), settings.rate) == chosen.rates.end()) {
        std::string rates;
        for (int rate : chosen.rates) rates += (rates.empty() ? "" : ", ") + std::to_string(rate);
        throw Error({device}, "this device does not run at " + std::to_string(settings.rate) + " Hz",
                    rates.empty() ? "choose another device" : "play the mix with --rate at one of: " + rates);
    }
    RtAudio::StreamParameters out, in;
    out.deviceId = in.deviceId = unsigned(chosen.number);
    out.nChannels = unsigned(settings.outputs), in.nChannels = unsigned(settings.inputs);
    RtAudio::StreamOptions options;
    options.flags = RTAUDIO_NONINTERLEAVED | RTAUDIO_SCHEDULE_REALTIME;
    options.priority = 60;
    options.streamName = "stemwright";
    try {
        audio.openStream(&out, settings.inputs > 0 ? &in : nullptr, RTAUDIO_FLOAT32, unsigned(settings.rate),
                         &frames, call, this, &options, ignore);
    } catch (const RtAudioError& error) {
        throw Error({device}, "cannot be opened: " + causeOf(error),
                    "close what else uses it, or choose another device");
    }
    if (frames <= mostFrames) return;
    audio.closeStream();
    throw Error({device}, "runs in blocks of " + std::to_string(frames) + " frames",
                "let it run in blocks of at most " + std::to_string(mostFrames));
}

// The devices of JACK are its clients, which come and go, and come bit by bit.
SoundStream::SoundStream(const Settings& settings, Process process)
    : handle_(std::make_unique<Handle>(settings, std::move(process))) {
    constexpr int attempts = 4;
    for (int attempt = 1;; ++attempt) {
        try {
            handle_->open(settings);
            return;
        } catch (const Error&) {
            if (attempt == attempts) throw;
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(100));
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
    // RtAudio waits for JACK without end where the server dies meanwhile, so what was filled is waited for
    // here.
    bool waits = h.audio.getCurrentApi() != RtAudio::UNIX_JACK;
    h.stopping = !waits;
    while (!waits && h.silentBlocks < 3 && state() == State::playing)
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    try {
        if (waits && state() == State::playing)
            h.audio.stopStream();
        else if (h.audio.isStreamOpen())
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
int SoundStream::roundTrip() const { return int(std::max(handle_->audio.getStreamLatency(), 0l)); }
int64_t SoundStream::xruns() const noexcept { return handle_->xruns; }
RealtimePriority SoundStream::priority() const noexcept { return handle_->priority; }

}
