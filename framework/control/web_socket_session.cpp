// Speaks WebSocket with Boost.Beast: news out, wishes in.
// SPDX-License-Identifier: MIT
#include "framework/control/control_json.h"
#include "framework/control/control_message.h"
#include "framework/control/http_hub.h"
#include <boost/asio/io_context.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/websocket.hpp>
#include <deque>
#include <nlohmann/json.hpp>

namespace stemwright {

namespace {

namespace beast = boost::beast;
namespace websocket = beast::websocket;
using tcp = boost::asio::ip::tcp;

constexpr size_t messageLimit = 64 << 10, mostWaiting = 64;

class WebSocketSession : public HttpHub::Listener, public std::enable_shared_from_this<WebSocketSession> {
  public:
    // The version of IP is that of the socket, whatever is said here.
    WebSocketSession(HttpHub& hub, int socket, std::string request)
        : Listener(hub), stream_(tcp::socket(hub.context, tcp::v4(), socket)), request_(std::move(request)) {
        stream_.set_option(
            websocket::stream_base::timeout{hub.settings.patience, hub.settings.patience, true});
        stream_.read_message_max(messageLimit);
        stream_.text(true);
        beast::error_code ignored; // what is sent comes later, and is right all the same
        beast::get_lowest_layer(stream_).socket().set_option(tcp::no_delay(true), ignored);
    }

    void accept() {
        stream_.async_accept(boost::asio::buffer(request_),
                             [this, self = shared_from_this()](beast::error_code failure) {
                                 if (failure) return;
                                 read();
                                 hub_.join(*this);
                             });
    }

    void hear(std::shared_ptr<const std::string> text) override {
        waiting_.push_back(std::move(text));
        if (waiting_.size() > mostWaiting) return close(); // it does not read
        if (waiting_.size() == 1) write();
    }

    void close() override { beast::get_lowest_layer(stream_).close(); }

  private:
    void read() {
        stream_.async_read(buffer_, [this, self = shared_from_this()](beast::error_code failure, size_t) {
            if (failure) return; // it is gone; or has been told that its message is too long, or no UTF-8
            std::string answer;
            if (stream_.got_text())
                answer = answerToMessage({static_cast<const char*>(buffer_.data().data()), buffer_.size()},
                                         hub_.control);
            else
                answer = textOf(errorJson({{"message"}, "this is binary", "write JSON, as text"}));
            buffer_.clear();
            read();
            if (!answer.empty()) hear(std::make_shared<const std::string>(std::move(answer)));
        });
    }

    void write() {
        stream_.async_write(boost::asio::buffer(*waiting_.front()),
                            [this, self = shared_from_this()](beast::error_code failure, size_t) {
                                waiting_.pop_front();
                                if (!failure && !waiting_.empty()) write();
                            });
    }

    websocket::stream<beast::tcp_stream> stream_;
    std::string request_;
    beast::flat_buffer buffer_;
    std::deque<std::shared_ptr<const std::string>> waiting_; // the first is being sent
};

}

void startWebSocketSession(HttpHub& hub, int socket, std::string request) {
    std::make_shared<WebSocketSession>(hub, socket, std::move(request))->accept();
}

}
