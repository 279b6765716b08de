// What packets of OSC do to a mix that plays, and what is answered; knows nothing of sockets.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/control/live_control.h"
#include "framework/control/osc_answers.h"
#include "framework/control/osc_peers.h"

namespace stemwright {

/// The addresses that docs/control.md tells of. Memory is bounded, whatever is sent and by however many.
/// Throws nothing but std::bad_alloc. One thread at a time.
class OscService {
  public:
    using Send = std::function<void(const OscPeer& to, std::span<const uint8_t> packet)>;

    /// Who sends must say `token` first, unless that is "".
    OscService(LiveControl& control, std::string token, Send send);

    void handle(std::span<const uint8_t> packet, const OscPeer& from, OscTime now);

    /// Tells subscribers what there is; to be called some ten times a second.
    void tick(OscTime now);

    static constexpr size_t largestPacket = 65507; ///< bytes that UDP can carry

  private:
    /// One packet, while its messages are followed.
    struct Visit {
        OscTime now;
        OscPeers::Guest* guest; ///< null for one who has not said the token
        OscAnswers answers;
        int scans = 0, refused = 0;
        std::shared_ptr<const LiveControl::Parameters> parameters; ///< as far as they were asked for
    };
    using Act = void (OscService::*)(const OscMessage&, Visit&);
    struct Word {
        std::string address;
        Act act;
    };
    static const std::vector<Word>& words();

    void follow(const OscMessage& message, const OscPeer& from, Visit& visit);
    void obey(const OscMessage& message, Visit& visit);
    void complain(Visit& visit, const std::string& cause, const std::function<std::string()>& cure);

    void play(const OscMessage& message, Visit& visit);
    void stop(const OscMessage& message, Visit& visit);
    void locate(const OscMessage& message, Visit& visit);
    void repeat(const OscMessage& message, Visit& visit);
    void release(const OscMessage& message, Visit& visit);
    void learn(const OscMessage& message, Visit& visit);
    void subscribe(const OscMessage& message, Visit& visit);
    void list(const OscMessage& message, Visit& visit);
    void status(const OscMessage& message, Visit& visit);
    void sync(const OscMessage& message, Visit& visit);
    void reach(const OscMessage& message, Visit& visit);

    std::shared_ptr<const LiveControl::Parameters> parameters(Visit& visit);
    void countScan(Visit& visit);
    std::vector<const LiveControl::Parameter*> meant(const std::string& address, Visit& visit);
    void move(const std::string& name, double value, Visit& visit);
    void unknown(const std::string& address, Visit& visit);
    double quantity(const OscMessage& message, Unit unit) const;

    LiveControl& control_;
    std::string token_;
    Send send_;
    OscPeers peers_;
    OscAllowance strangers_{20}, complaints_{100};
    std::shared_ptr<const LiveControl::Parameters> told_; ///< to subscribers; null where there are none
};

}
