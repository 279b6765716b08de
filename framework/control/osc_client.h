// Asks a session that plays, over OSC, and waits for what it says.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/control/osc_message.h"
#include "framework/error/error.h"
#include <memory>

namespace stemwright {

/// Control thread.
class OscClient {
  public:
    /// `host` is an address in numbers; `token` is sent with everything unless it is "". Throws an Error.
    OscClient(const std::string& host, uint16_t port, std::string token);
    ~OscClient();

    struct Reply {
        std::vector<OscMessage> answers;
        std::vector<Problem> problems; ///< what the session refused
    };

    /// Sends these in one packet, and returns what is answered once all of them were followed. Throws an
    /// Error where that is not so within a second.
    Reply ask(std::vector<OscMessage> messages);

  private:
    struct Socket;
    std::unique_ptr<Socket> socket_;
    std::string place_, token_;
    int32_t number_ = 0; ///< of the last packet
};

}
