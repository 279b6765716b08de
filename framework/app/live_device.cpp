// Turns words about routes, monitors and takes into patches.
// SPDX-License-Identifier: MIT
#include "framework/app/live_device.h"
#include "framework/app/device_inputs.h"
#include "framework/app/exit_status.h"
#include "framework/app/render_options.h"
#include "framework/app/time_text.h"
#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <numeric>

namespace stemwright {

LiveDevice::LiveDevice(const LiveOptions& options, const LiveSource& source, Playout& playout)
    : options_(options),
      source_(source),
      patchbay_(playout, source.inputs(), patches(), SoundStream::mostFrames) {
    addMonitors();
    SoundStream::Settings settings;
    settings.system = options.api, settings.device = options.device;
    settings.outputs = patchbay_.outputs();
    settings.inputs = source.inputs() ? source.inputs()->channels() : 0;
    settings.rate = int(std::lround(source.plan().graph.timeline.rate));
    settings.frames = options.frames;
    stream_ =
        std::make_unique<LastingStream>(settings, [this](const float* const* in, float* const* out,
                                                         int frames) { patchbay_.process(in, out, frames); });
    lateness_ = InputTap::lateness(source.part().from + stream_->frames(), playout.current().latency(),
                                   stream_->frames());
    addTakes();
}

// Where no channels are said, those behind what was said before.
std::vector<Patchbay::Patch> LiveDevice::patches() const {
    std::vector<Patchbay::Patch> patches;
    int from = 0, next = 0;
    for (size_t o = 0; o < source_.routes().size(); ++o) {
        const DeviceRoute& route = source_.routes()[o];
        int width = source_.widths()[o];
        std::vector<int> channels = route.channels;
        if (channels.empty()) {
            channels.resize(size_t(width));
            std::iota(channels.begin(), channels.end(), next);
        }
        if (width != 1 && width != int(channels.size()))
            throw UsageError({"--output"},
                             fmt::format("\"{}\" has {} channels, and {} of the device are named", route.name,
                                         width, channels.size()),
                             "name as many channels of the device");
        for (size_t c = 0; c < channels.size(); ++c)
            patches.push_back({from + (width == 1 ? 0 : int(c)), channels[c]});
        from += width;
        next = *std::max_element(channels.begin(), channels.end()) + 1;
    }
    return patches;
}

void LiveDevice::addMonitors() {
    for (const DeviceRoute& route : readRoutes("--monitor", options_.monitors)) {
        int input = readChannel("--monitor", route.name);
        if (route.channels.empty())
            throw UsageError({"--monitor"}, "input " + route.name + " is to be heard nowhere",
                             "name channels of the device, such as " + route.name + ":1,2");
        for (int channel : route.channels) patchbay_.monitor({input, channel});
    }
}

void LiveDevice::addTakes() {
    const Timeline& timeline = source_.plan().graph.timeline;
    int64_t early = 0, from = source_.part().from;
    if (options_.compensate == "device")
        early = stream_->roundTrip();
    else if (!options_.compensate.empty())
        early = int64_t(songFrames("--compensate", options_.compensate, timeline));
    SoundFormat format;
    format.container = "wav", format.depth = SoundFormat::Depth::float32, format.rate = timeline.rate;
    size_t output = source_.routes().size();
    int channel = std::accumulate(source_.widths().begin(), source_.widths().begin() + ptrdiff_t(output), 0);
    for (const LiveTake& take : source_.takes())
        if (take.hasInputs()) {
            format.channels = source_.inputs()->channels();
            format.broadcast = noteOfInputs(from, lateness_ + early);
            patchbay_.record(takes_.add(take.file, format, early), Patchbay::Heard::inputs, 0);
        } else {
            format.channels = source_.widths()[output++];
            format.broadcast = BroadcastNote{from, "stemwright: " + take.address};
            patchbay_.record(takes_.add(take.file, format), Patchbay::Heard::mix, channel);
            channel += format.channels;
        }
}

void LiveDevice::start() {
    takes_.start();
    stream_->start();
}

std::vector<Problem> LiveDevice::look() {
    std::vector<Problem> told = takes_.problems();
    failed_ |= !told.empty();
    const std::string& device = stream_->settings().device;
    switch (stream_->look()) {
    case LastingStream::Event::lost:
        told.push_back({{device},
                        "the device is gone, or does not ask for sound any more",
                        "the song waits until it is there again; Ctrl-C ends it"});
        break;
    case LastingStream::Event::back:
        told.push_back({{device}, "the device is there again, and the song goes on", ""});
        break;
    case LastingStream::Event::nothing:
        break;
    }
    return told;
}

std::vector<Problem> LiveDevice::stop() {
    stream_->stop();
    takes_.finish();
    std::vector<Problem> told = takes_.problems();
    failed_ |= !told.empty();
    return told;
}

std::string LiveDevice::place() const {
    double rate = source_.plan().graph.timeline.rate;
    std::string text = fmt::format("on {} ({}) at {:.0f} Hz in blocks of {}", stream_->settings().device,
                                   stream_->settings().system, rate, stream_->frames());
    if (source_.inputs()) text += fmt::format(", inputs {:.1f} ms behind", double(lateness_) / rate * 1000);
    return text;
}

std::string LiveDevice::recorded() const {
    std::string text;
    for (const auto& take : takes_.takes())
        text +=
            fmt::format("recorded {} of {}\n",
                        clockTime(double(take->frames()) / source_.plan().graph.timeline.rate), take->path());
    return text;
}

}
