// Starts what was asked for.
// SPDX-License-Identifier: MIT
#include "framework/app/live_servers.h"

namespace stemwright {

LiveServers::LiveServers(LiveControl& control, const LiveOptions& options)
    : control_(control), listen_(options.listen), midiDevice_(options.midi) {
    if (options.osc || options.http) loop_ = std::make_unique<ControlLoop>();
    if (options.osc)
        osc_ = std::make_unique<OscServer>(control, *loop_,
                                           OscServer::Settings{options.listen, *options.osc, options.token});
    if (options.http) {
        HttpServer::Settings settings;
        settings.address = options.listen;
        settings.port = *options.http;
        settings.token = options.token;
        http_ = std::make_unique<HttpServer>(control, *loop_, settings);
    }
}

void LiveServers::bind(const MidiMap& map) {
    if (midi_)
        midi_->bind(map);
    else if (!map.bindings.empty())
        midi_ = std::make_unique<MidiSurface>(control_, map, MidiSurface::Settings{"", midiDevice_});
}

void LiveServers::learn(const std::string& target, MidiSurface::Learned learned) {
    if (!midi_)
        midi_ = std::make_unique<MidiSurface>(control_, MidiMap{}, MidiSurface::Settings{"", midiDevice_});
    midi_->learn(target, std::move(learned));
}

std::vector<Problem> LiveServers::poll() {
    if (!midi_) return {};
    midi_->poll();
    return midi_->news();
}

std::string LiveServers::text() const {
    std::string text;
    if (osc_) text += "OSC at " + listen_ + ":" + std::to_string(osc_->port()) + "; ";
    if (http_) text += http_->url() + "; ";
    return text;
}

}
