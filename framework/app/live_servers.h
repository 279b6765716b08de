// The servers through which others control what is played.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/app/live_options.h"
#include "framework/control/http_server.h"
#include "framework/control/osc_server.h"

namespace stemwright {

/// Those that the options ask for, on a thread of their own while there are any. Control thread.
class LiveServers {
  public:
    /// Throws an Error where one cannot listen.
    LiveServers(LiveControl& control, const LiveOptions& options);

    std::string text() const; ///< "OSC at 127.0.0.1:9121, http://127.0.0.1:8080/; ", or ""

  private:
    std::string listen_;
    std::unique_ptr<ControlLoop> loop_;
    std::unique_ptr<OscServer> osc_;
    std::unique_ptr<HttpServer> http_;
};

}
