// A client of HTTP over plain sockets, which may also behave badly.
// SPDX-License-Identifier: MIT
#pragma once
#include <algorithm>
#include <arpa/inet.h>
#include <cstdint>
#include <gtest/gtest.h>
#include <map>
#include <netinet/in.h>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

namespace stemwright::test {

using Fields = std::map<std::string, std::string>;

struct ClientAnswer {
    int status = 0;
    Fields fields; ///< names in lower case
    std::string body;
    nlohmann::ordered_json json() const { return nlohmann::ordered_json::parse(body); }
};

/// One connection to a port of this machine.
class HttpClient {
  public:
    /// `receiveBuffer` in bytes bounds what the system takes for somebody who does not read; 0 for the usual.
    explicit HttpClient(uint16_t port, int receiveBuffer = 0) : port_(port) {
        socket_ = socket(AF_INET, SOCK_STREAM, 0);
        if (receiveBuffer) setsockopt(socket_, SOL_SOCKET, SO_RCVBUF, &receiveBuffer, sizeof receiveBuffer);
        timeval hang{30, 0}; // a test that would wait for ever fails instead
        setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &hang, sizeof hang);
        setsockopt(socket_, SOL_SOCKET, SO_SNDTIMEO, &hang, sizeof hang);
        sockaddr_in to{};
        to.sin_family = AF_INET;
        to.sin_port = htons(port);
        to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        EXPECT_EQ(connect(socket_, reinterpret_cast<sockaddr*>(&to), sizeof to), 0);
    }
    ~HttpClient() { close(socket_); }
    HttpClient(const HttpClient&) = delete;

    /// Whether all of it could be sent: not where the other end has closed.
    bool send(std::string_view bytes) {
        while (!bytes.empty()) {
            ssize_t sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
            if (sent <= 0) return false;
            bytes.remove_prefix(size_t(sent));
        }
        return true;
    }

    /// Waits for `count` bytes; fewer where the other end closes.
    std::string take(size_t count) {
        while (read_.size() < count && receive()) {}
        std::string taken = read_.substr(0, count);
        read_.erase(0, count);
        return taken;
    }
    /// All until the other end closes.
    std::string takeAll() {
        while (receive()) {}
        return std::exchange(read_, "");
    }

    bool ask(const std::string& method, const std::string& target, const std::string& body = "",
             Fields fields = {}) {
        fields.try_emplace("Host", "127.0.0.1:" + std::to_string(port_));
        if (!body.empty()) {
            fields.try_emplace("Content-Type", "application/json");
            fields.try_emplace("Content-Length", std::to_string(body.size()));
        }
        std::string text = method + " " + target + " HTTP/1.1\r\n";
        for (const auto& [name, value] : fields) text += name + ": " + value + "\r\n";
        return send(text + "\r\n" + body);
    }
    ClientAnswer answer() {
        ClientAnswer answer;
        std::string head;
        while (!head.ends_with("\r\n\r\n")) {
            std::string byte = take(1);
            if (byte.empty()) return answer; // status 0: there is none
            head += byte;
        }
        answer.status = std::stoi(head.substr(head.find(' ')));
        for (size_t at = head.find("\r\n") + 2; at + 2 < head.size(); at = head.find("\r\n", at) + 2) {
            std::string line = head.substr(at, head.find("\r\n", at) - at),
                        name = line.substr(0, line.find(':'));
            std::transform(name.begin(), name.end(), name.begin(),
                           [](char c) { return char(std::tolower(c)); });
            answer.fields[name] = line.substr(line.find(": ") + 2);
        }
        if (answer.fields.contains("content-length"))
            answer.body = take(std::stoul(answer.fields["content-length"]));
        return answer;
    }

  private:
    bool receive() {
        char bytes[65536];
        ssize_t got = recv(socket_, bytes, sizeof bytes, 0);
        EXPECT_FALSE(got < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) << "nothing comes";
        if (got > 0) read_.append(bytes, size_t(got));
        return got > 0;
    }

    int socket_;
    uint16_t port_;
    std::string read_;
};

/// One request on a connection of its own.
inline ClientAnswer ask(uint16_t port, const std::string& method, const std::string& target,
                        const std::string& body = "", const Fields& fields = {}) {
    HttpClient client(port);
    client.ask(method, target, body, fields);
    return client.answer();
}

}
