// Control of a mix from other programs and from a browser, over HTTP and WebSockets.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/control/control_loop.h"
#include "framework/control/live_control.h"
#include <chrono>

namespace stemwright {

/// Serves on the loop's thread until it is destroyed. Nothing in it waits for a client. docs/control.md says
/// what it serves, and to whom. Control thread.
class HttpServer {
  public:
    struct Settings {
        std::string address = "127.0.0.1"; ///< to listen at; one that other machines reach needs a token
        uint16_t port = 0;                 ///< 0 for any that is free
        std::string token{};               ///< what clients must send; "" where they need none
        /// For a whole request, for taking its answer, and for a sign of life over a WebSocket; then a
        /// client is dropped.
        std::chrono::milliseconds patience{10'000};
        std::chrono::milliseconds interval{100}; ///< between two pieces of news over a WebSocket
    };

    /// Listens once it is there. Throws an Error where the address is none, is taken, or needs a token.
    HttpServer(LiveControl& control, ControlLoop& loop, Settings settings);
    ~HttpServer(); ///< ends all connections; never on the loop's thread
    HttpServer(const HttpServer&) = delete;

    uint16_t port() const { return port_; }
    std::string url() const; ///< of the page, "http://127.0.0.1:8080/"

  private:
    class Door;
    struct State;
    ControlLoop& loop_;
    std::unique_ptr<State> state_;
    std::string address_;
    uint16_t port_;
};

}
