// Opens the door, and tells the news to all who listen.
// SPDX-License-Identifier: MIT
#include "framework/control/http_server.h"
#include "framework/control/http_hub.h"
#include <algorithm>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/write.hpp>

namespace stemwright {

using boost::asio::ip::tcp;
using boost::system::error_code;

namespace {

constexpr size_t mostConnections = 32;

tcp::endpoint endpointOf(const HttpServer::Settings& settings) {
    error_code failure;
    auto address = boost::asio::ip::make_address(settings.address, failure);
    if (failure)
        throw Error("\"" + settings.address + "\" is no address to listen at", "write such as 127.0.0.1");
    if (!address.is_loopback() && settings.token.empty())
        throw Error("who listens at " + settings.address + " can be reached by other machines",
                    "set a token, or listen at 127.0.0.1");
    auto isLetter = [](char c) { return c > ' ' && c < 127; };
    if (!std::all_of(settings.token.begin(), settings.token.end(), isLetter))
        throw Error("the token has characters that HTTP has no place for", "use letters and digits");
    return {address, settings.port};
}

}

/// Lets clients in, as long as there are not too many.
class HttpServer::Door : public HttpHub::Part, public std::enable_shared_from_this<Door> {
  public:
    Door(HttpHub& hub, const tcp::endpoint& at) : Part(hub), acceptor_(hub.context), clock_(hub.context) {
        acceptor_.open(at.protocol());
        acceptor_.set_option(tcp::acceptor::reuse_address(true));
        acceptor_.bind(at);
        acceptor_.listen();
    }
    uint16_t port() const { return acceptor_.local_endpoint().port(); }

    void open() {
        accept();
        wait();
    }
    void close() override {
        acceptor_.close();
        clock_.cancel();
    }

  private:
    void accept() {
        accepting_ = true;
        acceptor_.async_accept([this, self = shared_from_this()](error_code failure, tcp::socket socket) {
            accepting_ = false;
            if (!acceptor_.is_open()) return;
            if (failure) return; // no more files, say: the clock tries again
            admit(std::move(socket));
            accept();
        });
    }
    void admit(tcp::socket socket) {
        if (hub_.size() <= mostConnections) // this is a part, too
            return startHttpSession(hub_, socket.release());
        static const std::string body =
            errorAnswer(503, "", "too many clients are here", "close some, or try again later").body;
        static const std::string text =
            "HTTP/1.1 503 Service Unavailable\r\nContent-Type: application/json\r\n"
            "Connection: close\r\nContent-Length: " +
            std::to_string(body.size()) + "\r\n\r\n" + body;
        error_code ignored;
        socket.non_blocking(true, ignored);
        socket.write_some(boost::asio::buffer(text), ignored);
        socket.shutdown(tcp::socket::shutdown_send, ignored);
    }
    void wait() {
        clock_.expires_after(hub_.settings.interval);
        clock_.async_wait([this, self = shared_from_this()](error_code) {
            if (!acceptor_.is_open()) return;
            if (!accepting_) accept();
            wait(); // whatever the next line throws
            hub_.tell();
        });
    }

    tcp::acceptor acceptor_;
    boost::asio::steady_timer clock_;
    bool accepting_ = false;
};

struct HttpServer::State {
    HttpHub hub;
};

HttpServer::HttpServer(LiveControl& control, ControlLoop& loop, Settings settings)
    : loop_(loop), address_(settings.address) {
    tcp::endpoint at = endpointOf(settings);
    if (at.address().is_v6()) address_ = "[" + address_ + "]";
    state_.reset(new State{{control, loop.context(), std::move(settings)}});
    loop_.perform([&] {
        try {
            auto door = std::make_shared<Door>(state_->hub, at);
            port_ = door->port();
            door->open();
        } catch (const boost::system::system_error& failure) {
            throw Error("nobody can listen at " + address_ + ":" + std::to_string(at.port()) + ": " +
                            failure.code().message(),
                        "choose another port, or 0 for any that is free");
        }
    });
}

HttpServer::~HttpServer() {
    loop_.perform([this] { state_->hub.close(); });
    // What was closed is called once more to hear of it: each turn lets those go whose time has come.
    for (bool left = true; left;) loop_.perform([&] { left = state_->hub.size() > 0; });
}

std::string HttpServer::url() const { return "http://" + address_ + ":" + std::to_string(port_) + "/"; }

}
