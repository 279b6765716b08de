// What those who listen over a WebSocket are told of a mix that plays.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/control/live_control.h"

namespace stemwright {

/// Remembers what was told, so that the next piece of news has only what is new. One thread.
class LiveFeed {
  public:
    explicit LiveFeed(const LiveControl& control);

    /// Status and transport, and what has changed since the last call: values of parameters, the list of
    /// parameters where an edit changed it, and events. JSON.
    std::string news();

    /// The same for those who were told nothing yet: all that news() has told. JSON.
    std::string introduction() const;

  private:
    const LiveControl& control_;
    std::shared_ptr<const LiveControl::Parameters> parameters_; // as told
    uint64_t lastEvent_ = 0;
};

}
