// Closes every packet with a message whose answer tells that all of it was followed.
// SPDX-License-Identifier: MIT
#include "framework/control/osc_client.h"
#include "framework/control/osc_service.h"
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/udp.hpp>

namespace stemwright {

using boost::asio::ip::udp;
using boost::system::error_code;

static constexpr auto patience = std::chrono::seconds(1);

struct OscClient::Socket {
    boost::asio::io_context context{1};
    udp::socket socket{context};
    std::array<uint8_t, OscService::largestPacket> packet;

    // Nothing where no packet came before `end`.
    std::span<const uint8_t> receive(OscTime end) {
        size_t size = 0;
        socket.async_receive(boost::asio::buffer(packet), [&](error_code failure, size_t received) {
            if (!failure) size = received;
        });
        context.restart();
        if (context.run_until(end) == 0) {
            socket.cancel();
            context.run();
        }
        return std::span(packet).first(size);
    }
};

OscClient::OscClient(const std::string& host, uint16_t port, std::string token)
    : socket_(std::make_unique<Socket>()),
      place_(host + ":" + std::to_string(port)),
      token_(std::move(token)) {
    error_code failure;
    udp::endpoint there(boost::asio::ip::make_address(host, failure), port);
    if (failure)
        throw Error("\"" + host + "\" is no address of a machine", "write one in numbers, such as 127.0.0.1");
    socket_->socket.connect(there, failure);
    if (failure) throw Error(place_ + " cannot be reached: " + failure.message());
}

OscClient::~OscClient() = default;

static Problem problemOf(const OscMessage& message) {
    Problem problem;
    if (message.arguments.size() == 2) {
        if (auto* cause = std::get_if<std::string>(&message.arguments[0])) problem.cause = *cause;
        if (auto* cure = std::get_if<std::string>(&message.arguments[1])) problem.cure = *cure;
    }
    return problem;
}

OscClient::Reply OscClient::ask(std::vector<OscMessage> messages) {
    if (!token_.empty()) messages.insert(messages.begin(), {"/stemwright/token", {token_}});
    messages.push_back({"/stemwright/sync", {++number_}});
    std::vector<std::vector<uint8_t>> encoded;
    for (const OscMessage& message : messages) encoded.push_back(encodeOsc(message));
    std::vector<uint8_t> packet = encodeOscBundle(encoded);
    error_code failure;
    socket_->socket.send(boost::asio::buffer(packet), 0, failure);
    if (failure) throw Error(place_ + " cannot be reached: " + failure.message());

    Reply reply;
    OscTime end = std::chrono::steady_clock::now() + patience;
    for (auto received = socket_->receive(end); !received.empty(); received = socket_->receive(end))
        for (OscMessage& message : decodeOsc(received))
            if (message.address == "/stemwright/error")
                reply.problems.push_back(problemOf(message));
            else if (message.address != "/stemwright/synced")
                reply.answers.push_back(std::move(message));
            else if (message.arguments.size() == 2 && message.arguments[0] == OscArgument(number_)) {
                if (message.arguments[1] != OscArgument(0) && reply.problems.empty())
                    reply.problems.push_back(
                        {{}, place_ + " refused this, and too much else to say why", ""});
                return reply;
            }
    if (!reply.problems.empty()) return reply;
    throw Error("no mix plays at " + place_, "start one: stemwright live mix.yaml --osc");
}

}
