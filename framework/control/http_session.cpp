// Reads requests with Boost.Beast, one after the other, and writes the answers.
// SPDX-License-Identifier: MIT
#include "framework/control/http_hub.h"
#include "framework/control/http_routes.h"
#include <array>
#include <boost/asio/io_context.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/websocket/rfc6455.hpp>
#include <optional>
#include <sstream>

namespace stemwright {

namespace {

namespace beast = boost::beast;
namespace http = beast::http;
using tcp = boost::asio::ip::tcp;

constexpr uint32_t headerLimit = 8 << 10;
constexpr uint64_t bodyLimit = 64 << 10;

class HttpSession : public HttpHub::Part, public std::enable_shared_from_this<HttpSession> {
  public:
    // The version of IP is that of the socket, whatever is said here.
    HttpSession(HttpHub& hub, int socket) : Part(hub), stream_(tcp::socket(hub.context, tcp::v4(), socket)) {}

    void read() {
        parser_.emplace();
        parser_->header_limit(headerLimit);
        parser_->body_limit(bodyLimit);
        stream_.expires_after(hub_.settings.patience);
        http::async_read(stream_, buffer_, *parser_,
                         beast::bind_front_handler(&HttpSession::onRead, shared_from_this()));
    }
    void close() override { stream_.close(); }

  private:
    void onRead(beast::error_code failure, size_t) {
        if (!failure)
            handle();
        else if (failure == http::error::header_limit)
            refuse(431, "the header is too long", "at most 8 kB");
        else if (failure == http::error::body_limit)
            refuse(413, "the body is too long", "at most 64 kB");
        else if (failure == http::error::end_of_stream)
            finish();
        else if (failure.category() == make_error_code(http::error::bad_value).category() &&
                 failure != http::error::partial_message)
            refuse(400, "this is no HTTP: " + failure.message(), "send requests of HTTP/1.1");
        // Else it took too long, or is gone.
    }

    void refuse(int status, const std::string& what, const std::string& cure) {
        write(errorAnswer(status, "request", what, cure), 11, Then::finish);
    }

    void handle() {
        const auto& message = parser_->get();
        auto field = [&](http::field name) { return std::string(message[name]); };
        HttpRequest request{std::string(message.method_string()),
                            std::string(message.target()),
                            message.body(),
                            field(http::field::host),
                            field(http::field::origin),
                            field(http::field::content_type),
                            field(http::field::authorization)};
        Then then = message.keep_alive() ? Then::read : Then::finish;
        std::optional<HttpAnswer> answer;
        try {
            HttpTarget target(request.target);
            answer = hub_.guard.refusal(request, target);
            if (!answer && target.path == "/live" && beast::websocket::is_upgrade(message)) return upgrade();
            if (!answer) answer = answerTo(request, target, hub_.control);
        } catch (const Error& error) {
            const Problem& problem = error.problems().front();
            answer = errorAnswer(400, problem.place.text(), problem.cause, problem.cure);
        }
        write(std::move(*answer), message.version(), then);
    }

    void upgrade() {
        std::ostringstream request;
        request << parser_->get().base() << beast::buffers_to_string(buffer_.data());
        startWebSocketSession(hub_, stream_.release_socket().release(), request.str());
    }

    enum class Then { read, finish };
    void write(HttpAnswer answer, unsigned version, Then then) {
        answer_ = {http::status(answer.status), version};
        answer_.set(http::field::content_type, answer.type);
        answer_.set(http::field::cache_control, "no-store");
        answer_.set("X-Content-Type-Options", "nosniff");
        for (const auto& [name, value] : answer.fields) answer_.set(name, value);
        answer_.keep_alive(then == Then::read);
        answer_.body() = std::move(answer.body);
        answer_.prepare_payload();
        stream_.expires_after(hub_.settings.patience);
        http::async_write(stream_, answer_,
                          [this, then, self = shared_from_this()](beast::error_code failure, size_t) {
                              if (failure) return;
                              then == Then::read ? read() : finish();
                          });
    }

    // A socket that is closed with something unread takes back what it sent: so the rest is read, for a
    // while.
    void finish() {
        beast::error_code ignored;
        stream_.socket().shutdown(tcp::socket::shutdown_send, ignored);
        stream_.expires_after(std::chrono::seconds(1));
        drain();
    }
    void drain() {
        stream_.async_read_some(boost::asio::buffer(unheeded_),
                                [this, self = shared_from_this()](beast::error_code failure, size_t) {
                                    if (!failure) drain();
                                });
    }

    beast::tcp_stream stream_;
    beast::flat_buffer buffer_;
    std::optional<http::request_parser<http::string_body>> parser_;
    http::response<http::string_body> answer_;
    std::array<char, 4096> unheeded_;
};

}

void startHttpSession(HttpHub& hub, int socket) { std::make_shared<HttpSession>(hub, socket)->read(); }

}
