// One socket and one timer around an OscService. Packets are taken one at a time, so none wait here.
// SPDX-License-Identifier: MIT
#include "framework/control/osc_server.h"
#include "framework/control/osc_service.h"
#include "framework/error/error.h"
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/udp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <cstring>

namespace stemwright {

using boost::asio::ip::udp;
using boost::system::error_code;

static constexpr auto tickLength = std::chrono::milliseconds(100);

static OscPeer peerOf(const udp::endpoint& endpoint) {
    OscPeer peer{};
    std::memcpy(peer.data(), endpoint.data(), std::min(endpoint.size(), peer.size()));
    return peer;
}

static udp::endpoint endpointOf(const OscPeer& peer) {
    udp::endpoint endpoint;
    std::memcpy(endpoint.data(), peer.data(), peer.size());
    endpoint.resize(endpoint.protocol() == udp::v4() ? sizeof(sockaddr_in) : sizeof(sockaddr_in6));
    return endpoint;
}

class OscServer::Socket : public std::enable_shared_from_this<Socket> {
  public:
    Socket(LiveControl& control, ControlLoop& loop, const Settings& settings)
        : socket_(loop.context()),
          timer_(loop.context()),
          service_(control, settings.token,
                   [this](const OscPeer& to, std::span<const uint8_t> packet) { send(to, packet); }) {
        open(settings);
    }

    void begin() {
        receive();
        wait();
    }
    void close() {
        open_ = false;
        error_code ignored;
        socket_.close(ignored);
        timer_.cancel();
    }
    uint16_t port() const { return socket_.local_endpoint().port(); }

  private:
    void open(const Settings& settings) {
        std::string place = settings.host + ":" + std::to_string(settings.port);
        error_code failure;
        auto host = boost::asio::ip::make_address(settings.host, failure);
        if (failure)
            throw Error("\"" + settings.host + "\" is no address to listen at",
                        "write one in numbers, such as 127.0.0.1 or 0.0.0.0");
        if (!host.is_loopback() && settings.token.empty())
            throw Error("at " + place + " other machines can send OSC, and there is no token",
                        "set a token, or listen at 127.0.0.1");
        udp::endpoint here(host, settings.port);
        socket_.open(here.protocol(), failure);
        if (!failure) socket_.bind(here, failure);
        if (!failure) socket_.non_blocking(true, failure);
        if (failure)
            throw Error("OSC cannot be listened for at " + place + ": " + failure.message(),
                        failure == boost::asio::error::address_in_use ? "choose another port" : "");
    }

    // What the network does not take at once is lost, as UDP may lose it anyway: nothing piles up.
    void send(const OscPeer& to, std::span<const uint8_t> packet) {
        error_code ignored;
        socket_.send_to(boost::asio::buffer(packet.data(), packet.size()), endpointOf(to), 0, ignored);
    }

    void receive() {
        receiving_ = true;
        socket_.async_receive_from(boost::asio::buffer(packet_), from_,
                                   [self = shared_from_this()](error_code failure, size_t size) {
                                       self->receiving_ = false;
                                       if (!failure) self->handle(size);
                                   });
    }

    void handle(size_t size) {
        guarded([&] {
            service_.handle(std::span(packet_).first(size), peerOf(from_), std::chrono::steady_clock::now());
        });
        if (open_) receive();
    }

    void wait() {
        timer_.expires_after(tickLength);
        timer_.async_wait([self = shared_from_this()](error_code) { self->tick(); });
    }

    void tick() {
        if (!open_) return;
        guarded([this] { service_.tick(std::chrono::steady_clock::now()); });
        if (!receiving_) receive(); // after a failure, which does not come back at once here
        wait();
    }

    // A packet that cannot be followed for want of memory is lost, and the next one is not.
    template <class Work> static void guarded(Work work) {
        try {
            work();
        } catch (...) {}
    }

    udp::socket socket_;
    boost::asio::steady_timer timer_;
    OscService service_;
    std::array<uint8_t, OscService::largestPacket> packet_;
    udp::endpoint from_;
    bool open_ = true, receiving_ = false;
};

OscServer::OscServer(LiveControl& control, ControlLoop& loop, const Settings& settings)
    : loop_(loop), socket_(std::make_shared<Socket>(control, loop, settings)) {
    loop_.perform([this] { socket_->begin(); });
}

OscServer::~OscServer() {
    loop_.perform([this] { socket_->close(); });
}

uint16_t OscServer::port() const { return socket_->port(); }

}
