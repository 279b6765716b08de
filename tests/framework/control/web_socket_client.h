// A client of WebSockets (RFC 6455) over plain sockets, which may also behave badly.
// SPDX-License-Identifier: MIT
#pragma once
#include "tests/framework/control/http_client.h"

namespace stemwright::test {

class WebSocketClient {
  public:
    explicit WebSocketClient(uint16_t port, const std::string& target = "/live", Fields fields = {},
                             int receiveBuffer = 0)
        : wire(port, receiveBuffer) {
        fields.insert({{"Upgrade", "websocket"},
                       {"Connection", "Upgrade"},
                       {"Sec-WebSocket-Version", "13"},
                       {"Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ=="}});
        wire.ask("GET", target, "", fields);
        handshake = wire.answer();
    }

    enum Kind : uint8_t { more = 0, text = 1, binary = 2, closing = 8, ping = 9, pong = 10 };
    struct Frame {
        Kind kind = closing;
        std::string payload;
        bool last = true; ///< of its message
    };

    static std::string masked(const std::string& payload, Kind kind = text, bool last = true) {
        std::string frame{char((last ? 0x80 : 0) | kind)};
        if (payload.size() < 126)
            frame += char(0x80 | payload.size());
        else {
            bool longest = payload.size() > 0xFFFF;
            frame += char(0x80 | (longest ? 127 : 126));
            for (int shift = longest ? 56 : 8; shift >= 0; shift -= 8) frame += char(payload.size() >> shift);
        }
        static constexpr std::string_view mask = "\x12\x34\x56\x78";
        frame += mask;
        for (size_t i = 0; i < payload.size(); ++i) frame += char(payload[i] ^ mask[i % 4]);
        return frame;
    }
    bool send(const std::string& payload, Kind kind = text) { return wire.send(masked(payload, kind)); }

    /// The next frame; an empty closing one where the connection has ended.
    Frame frame() {
        std::string head = wire.take(2);
        if (head.size() < 2) return {};
        size_t size = head[1] & 0x7F;
        if (size >= 126) {
            std::string length = wire.take(size == 126 ? 2 : 8);
            size = 0;
            for (char c : length) size = size << 8 | uint8_t(c);
        }
        return {Kind(head[0] & 0x0F), wire.take(size), (head[0] & 0x80) != 0};
    }

    /// The next message that has this word, whatever comes before it; null where the connection ends.
    nlohmann::ordered_json next(const std::string& word) {
        for (std::string message;;) {
            Frame got = frame();
            if (got.kind == closing) return nullptr;
            if (got.kind == ping) send(got.payload, pong);
            if (got.kind != text && got.kind != more) continue;
            message += got.payload;
            if (!got.last) continue;
            auto json = nlohmann::ordered_json::parse(std::exchange(message, ""));
            if (json.contains(word)) return json[word];
        }
    }

    /// The status with which the server closes (RFC 6455, 7.4.1), whatever comes before it; 0 where it says
    /// none.
    int closed() {
        Frame got;
        do got = frame();
        while (got.kind != closing);
        return got.payload.size() < 2 ? 0 : uint8_t(got.payload[0]) << 8 | uint8_t(got.payload[1]);
    }

    HttpClient wire;
    ClientAnswer handshake;
};

}
