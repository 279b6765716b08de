// Remembers peers in one table that cannot grow.
// SPDX-License-Identifier: MIT
#include "framework/control/osc_peers.h"
#include <algorithm>

namespace stemwright {

bool OscAllowance::take(OscTime now) {
    if (now - begin_ >= std::chrono::seconds(1)) begin_ = now, taken_ = 0;
    if (taken_ == most_) return false;
    ++taken_;
    return true;
}

OscPeers::Guest* OscPeers::find(const OscPeer& peer, OscTime now) {
    auto found = guests_.find(peer);
    if (found == guests_.end() || now - found->second.seen >= life) return nullptr;
    found->second.seen = now;
    return &found->second;
}

OscPeers::Guest& OscPeers::admit(const OscPeer& peer, OscTime now) {
    if (Guest* known = find(peer, now)) return *known;
    guests_.erase(peer);
    if (guests_.size() == most) {
        auto lessNeeded = [now](const auto& a, const auto& b) {
            bool aStays = a.second.subscribes(now), bStays = b.second.subscribes(now);
            return aStays != bStays ? bStays : a.second.seen < b.second.seen;
        };
        guests_.erase(std::min_element(guests_.begin(), guests_.end(), lessNeeded));
    }
    Guest& guest = guests_[peer];
    guest.seen = now;
    return guest;
}

void OscPeers::forget(OscTime now) {
    std::erase_if(guests_, [now](const auto& guest) { return now - guest.second.seen >= life; });
}

size_t OscPeers::subscribers(OscTime now) const {
    return size_t(std::count_if(guests_.begin(), guests_.end(),
                                [now](const auto& guest) { return guest.second.subscribes(now); }));
}

void OscPeers::eachSubscriber(OscTime now, const std::function<void(const OscPeer&, Guest&)>& act) {
    for (auto& [peer, guest] : guests_)
        if (guest.subscribes(now)) act(peer, guest);
}

}
