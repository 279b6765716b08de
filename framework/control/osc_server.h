// Listens for OSC (UDP), so that surfaces and programs can control a mix while it plays.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/control/control_loop.h"
#include "framework/control/live_control.h"

namespace stemwright {

/// Where `stemwright live` listens unless it is told otherwise, and `stemwright control` looks for it.
constexpr uint16_t oscPort = 9121;

/// From its making until its end; docs/control.md has the addresses. Control thread.
class OscServer {
  public:
    struct Settings {
        std::string host = "127.0.0.1"; ///< an address of this machine, in numbers
        uint16_t port = oscPort;        ///< 0: any that is free
        std::string token;              ///< what senders must say first; "": nothing
    };

    /// Throws an Error where one cannot listen there, or other machines could send and there is no token.
    /// `control` and `loop` must outlive it.
    OscServer(LiveControl& control, ControlLoop& loop, const Settings& settings);
    ~OscServer(); ///< when this returns, `control` is not touched any more

    uint16_t port() const;

  private:
    class Socket;
    ControlLoop& loop_;
    std::shared_ptr<Socket> socket_;
};

}
