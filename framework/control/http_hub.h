// What the connections of an HTTP server share.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/control/http_guard.h"
#include "framework/control/http_server.h"
#include "framework/control/live_feed.h"
#include <set>

namespace stemwright {

/// Knows all that may still be called back, and those that listen. On the loop's thread only.
class HttpHub {
  public:
    /// Whatever has work on the loop. It lives as long as the loop holds some of it, and no longer once it is
    /// closed.
    class Part {
      public:
        explicit Part(HttpHub& hub) : hub_(hub) { hub_.parts_.insert(this); }
        virtual ~Part() { hub_.parts_.erase(this); }
        Part(const Part&) = delete;
        virtual void close() = 0; ///< ends its work at once, without a word

      protected:
        HttpHub& hub_;
    };

    /// Somebody who is told the news.
    class Listener : public Part {
      public:
        using Part::Part;
        ~Listener() override { hub_.listeners_.erase(this); }
        virtual void hear(std::shared_ptr<const std::string> text) = 0;
    };

    HttpHub(LiveControl& whom, boost::asio::io_context& where, HttpServer::Settings how)
        : control(whom), context(where), settings(std::move(how)), guard(settings.token), feed_(whom) {}

    LiveControl& control;
    boost::asio::io_context& context;
    const HttpServer::Settings settings;
    const HttpGuard guard;

    /// Tells a listener all, and from then on the news.
    void join(Listener& listener) {
        spread(feed_.news()); // so that all others know what this one is going to
        listener.hear(std::make_shared<const std::string>(feed_.introduction()));
        listeners_.insert(&listener);
    }
    void tell() {
        if (!listeners_.empty()) spread(feed_.news());
    }
    void close() {
        for (Part* part : parts_) part->close();
    }
    size_t size() const { return parts_.size(); }

  private:
    void spread(std::string news) {
        auto text = std::make_shared<const std::string>(std::move(news));
        for (Listener* listener : listeners_) listener->hear(text);
    }

    LiveFeed feed_;
    std::set<Part*> parts_;
    std::set<Listener*> listeners_;
};

/// Serves requests on a connected socket, which it owns from now on.
void startHttpSession(HttpHub& hub, int socket);

/// Goes on with a socket on which a client asked for a WebSocket with `request`, word by word, and whatever
/// came after it.
void startWebSocketSession(HttpHub& hub, int socket, std::string request);

}
