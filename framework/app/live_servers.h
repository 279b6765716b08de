// The servers through which others control what is played.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/app/live_options.h"
#include "framework/control/http_server.h"
#include "framework/control/midi_surface.h"
#include "framework/control/osc_server.h"

namespace stemwright {

/// Those that the options ask for, on a thread of their own while there are any. Control thread.
class LiveServers {
  public:
    /// Throws an Error where one cannot listen.
    LiveServers(LiveControl& control, const LiveOptions& options);

    /// Takes the bindings of a mix, which may have none.
    void bind(const MidiMap& map);

    /// Has `learned` called by poll() with the MIDI control that is moved next, as for MidiSurface.
    void learn(const std::string& target, MidiSurface::Learned learned);

    /// Looks after MIDI devices; says what happened to them. Some fifty times a second.
    std::vector<Problem> poll();

    std::string text() const; ///< "OSC at 127.0.0.1:9121, http://127.0.0.1:8080/; ", or ""

  private:
    LiveControl& control_;
    std::string listen_, midiDevice_;
    std::unique_ptr<ControlLoop> loop_;
    std::unique_ptr<OscServer> osc_;
    std::unique_ptr<HttpServer> http_;
    std::unique_ptr<MidiSurface> midi_;
};

}
