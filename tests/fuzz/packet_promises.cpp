// Sends a packet to a service without a socket, once as a friend and once as a stranger.
// SPDX-License-Identifier: MIT
#include "tests/fuzz/packet_promises.h"
#include "framework/control/osc_service.h"
#include "tests/framework/control/fake_live_control.h"
#include <stdexcept>

namespace stemwright::fuzz {

namespace {

using test::FakeLiveControl;

constexpr size_t mostAnswered = 300'000; // bytes
constexpr size_t frame = 1472;           // bytes that Ethernet carries whole over UDP

void hold(bool kept, const std::string& promise) {
    if (!kept) throw std::runtime_error(promise);
}

void compare(const std::vector<OscMessage>& messages) {
    std::vector<std::vector<uint8_t>> encoded, again;
    for (const OscMessage& message : messages) encoded.push_back(encodeOsc(message));
    for (const OscMessage& message : decodeOsc(encodeOscBundle(encoded))) again.push_back(encodeOsc(message));
    hold(encoded == again,
         "messages are the same after their way through bytes"); // bytes, for NaN is not NaN
}

// What the service does with the packet; the number of bytes that it answers.
size_t follow(LiveControl& mix, const std::string& token, std::span<const uint8_t> packet) {
    size_t answered = 0;
    OscService service(mix, token, [&](const OscPeer&, std::span<const uint8_t> answer) {
        decodeOsc(answer);
        hold(answer.size() <= frame || decodeOsc(answer).size() == 1, "answers fit into a frame of Ethernet");
        answered += answer.size();
    });
    OscTime now = OscTime() + std::chrono::hours(1);
    service.handle(encodeOsc({"/stemwright/subscribe", {}}), {}, now);
    service.handle(packet, {}, now);
    service.handle(packet, {1}, now);
    service.tick(now);
    return answered;
}

void checkRanges(const LiveControl& mix) {
    for (auto all = mix.parameters(); const auto& parameter : *all)
        hold(parameter.value >= parameter.range.min && parameter.value <= parameter.range.max,
             "numbers stay in their ranges");
}

void checkUntouched(const LiveControl& mix) {
    auto transport = mix.transport();
    hold(transport.position == 0 && transport.state == LiveControl::Transport::State::playing &&
             transport.atEnd == LiveControl::Transport::AtEnd::stop,
         "without the token the transport goes on");
    for (auto all = mix.parameters(); const auto& parameter : *all)
        hold(parameter.source == LiveControl::Parameter::Source::text, "without the token nothing moves");
}

}

PacketOutcome packetOutcome(std::span<const uint8_t> packet) {
    PacketOutcome outcome;
    try {
        try {
            auto messages = decodeOsc(packet);
            outcome.accepted = true;
            compare(messages);
        } catch (const Error& error) {
            hold(!outcome.accepted, "what was encoded can be decoded");
            std::string text = error.what();
            hold(!text.empty() && text.find('\n') == text.npos, "a packet is refused with a reason");
        }
        FakeLiveControl mix, closed;
        hold(follow(mix, "", packet) <= mostAnswered, "answers are bounded");
        checkRanges(mix);
        follow(closed, "7f3c9a52e1d84b06a9c1", packet);
        checkUntouched(closed);
    } catch (const std::exception& thrown) {
        outcome.broken = thrown.what();
    }
    return outcome;
}

}
