// Those who talk to a server over OSC, which has no connections: who is remembered, and for how long.
// SPDX-License-Identifier: MIT
#pragma once
#include <array>
#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <string>

namespace stemwright {

/// Where a packet came from: the bytes of a socket address, with zeros behind them.
using OscPeer = std::array<uint8_t, 28>;
using OscTime = std::chrono::steady_clock::time_point;

/// So many things in a second, and no more.
class OscAllowance {
  public:
    explicit OscAllowance(int most) : most_(most) {}
    bool take(OscTime now);

  private:
    int most_, taken_ = 0;
    OscTime begin_{};
};

/// Of all that send, those who may speak. Who is silent for ten minutes is forgotten; where there are too
/// many, whoever was silent for longest and has not subscribed.
class OscPeers {
  public:
    static constexpr size_t most = 64, mostSubscribers = 16;
    static constexpr auto life = std::chrono::minutes(10);

    struct Guest {
        OscTime seen{};
        OscAllowance complaints{20};
        OscTime subscribedUntil{};
        /// What it moved itself since it was last told about the others, by OSC address.
        std::map<std::string, float, std::less<>> moved;

        bool subscribes(OscTime now) const { return now < subscribedUntil; }
    };

    Guest* find(const OscPeer& peer, OscTime now); ///< null where it is not remembered
    Guest& admit(const OscPeer& peer, OscTime now);
    void forget(OscTime now); ///< those whose time is over

    size_t size() const { return guests_.size(); }
    size_t subscribers(OscTime now) const;
    void eachSubscriber(OscTime now, const std::function<void(const OscPeer&, Guest&)>& act);

  private:
    std::map<OscPeer, Guest> guests_;
};

}
