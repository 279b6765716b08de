// Reads packets field by field, each only as far as there are bytes.
// SPDX-License-Identifier: MIT
#include "framework/control/osc_message.h"
#include "framework/error/error.h"
#include <algorithm>
#include <bit>
#include <cstring>

namespace stemwright {

namespace {

constexpr int deepest = 8;
constexpr size_t mostMessages = 1024;
constexpr char bundleMark[8] = {'#', 'b', 'u', 'n', 'd', 'l', 'e', 0};
constexpr uint64_t immediately = 1; // the time tag

using Bytes = std::vector<uint8_t>;

template <class Word> void put(Bytes& bytes, Word word) {
    for (int shift = 8 * (sizeof word - 1); shift >= 0; shift -= 8) bytes.push_back(uint8_t(word >> shift));
}

void pad(Bytes& bytes) { bytes.resize((bytes.size() + 3) / 4 * 4); }

void putText(Bytes& bytes, const std::string& text) {
    bytes.insert(bytes.end(), text.begin(),
                 text.begin() + std::ptrdiff_t(std::min(text.find('\0'), text.size())));
    bytes.push_back(0);
    pad(bytes);
}

struct TagOf {
    char operator()(int32_t) const { return 'i'; }
    char operator()(float) const { return 'f'; }
    char operator()(const std::string&) const { return 's'; }
    char operator()(const OscBlob&) const { return 'b'; }
    char operator()(int64_t) const { return 'h'; }
    char operator()(double) const { return 'd'; }
    char operator()(bool truth) const { return truth ? 'T' : 'F'; }
    char operator()(OscNil) const { return 'N'; }
    char operator()(OscImpulse) const { return 'I'; }
};

struct Putting {
    Bytes& bytes;

    void operator()(int32_t number) const { put(bytes, uint32_t(number)); }
    void operator()(float number) const { put(bytes, std::bit_cast<uint32_t>(number)); }
    void operator()(const std::string& text) const { putText(bytes, text); }
    void operator()(const OscBlob& blob) const {
        put(bytes, uint32_t(blob.size()));
        bytes.insert(bytes.end(), blob.begin(), blob.end());
        pad(bytes);
    }
    void operator()(int64_t number) const { put(bytes, uint64_t(number)); }
    void operator()(double number) const { put(bytes, std::bit_cast<uint64_t>(number)); }
    template <class Nothing> void operator()(Nothing) const {}
};

[[noreturn]] void refuse(const std::string& why) {
    throw Error("this is no OSC packet: " + why, "send messages and bundles as of OSC 1.0");
}

class Reading {
  public:
    explicit Reading(std::span<const uint8_t> bytes) : rest_(bytes) {}

    bool done() const { return rest_.empty(); }
    bool begins(std::span<const char> mark) const {
        return rest_.size() >= mark.size() && std::memcmp(rest_.data(), mark.data(), mark.size()) == 0;
    }

    std::span<const uint8_t> take(size_t count) {
        if (count > rest_.size()) refuse("it ends too early");
        auto taken = rest_.first(count);
        rest_ = rest_.subspan(count);
        return taken;
    }
    template <class Word> Word word() {
        Word word = 0;
        for (uint8_t byte : take(sizeof word)) word = Word(word << 8 | byte);
        return word;
    }
    /// With the zeros that fill up to a multiple of four bytes.
    std::span<const uint8_t> padded(size_t count) {
        auto taken = take(count);
        for (uint8_t byte : take((4 - count % 4) % 4))
            if (byte != 0) refuse("what fills up a field is not zero");
        return taken;
    }
    std::string text() {
        const void* end = rest_.empty() ? nullptr : std::memchr(rest_.data(), 0, rest_.size());
        if (!end) refuse("a string has no end");
        auto bytes = padded(size_t(static_cast<const uint8_t*>(end) - rest_.data()) + 1);
        return {bytes.begin(), bytes.end() - 1};
    }

  private:
    std::span<const uint8_t> rest_;
};

OscArgument argument(char tag, Reading& reading) {
    switch (tag) {
    case 'i':
        return int32_t(reading.word<uint32_t>());
    case 'f':
        return std::bit_cast<float>(reading.word<uint32_t>());
    case 's':
        return reading.text();
    case 'b': {
        auto blob = reading.padded(reading.word<uint32_t>());
        return OscBlob(blob.begin(), blob.end());
    }
    case 'h':
        return int64_t(reading.word<uint64_t>());
    case 'd':
        return std::bit_cast<double>(reading.word<uint64_t>());
    case 'T':
        return true;
    case 'F':
        return false;
    case 'N':
        return OscNil();
    case 'I':
        return OscImpulse();
    default:
        refuse(std::string("an argument has the type ") + (tag > ' ' && tag < 0x7F ? tag : '?') +
               ", and i f s b h d T F N I are known");
    }
}

OscMessage message(Reading& reading) {
    OscMessage message{reading.text(), {}};
    if (!message.address.starts_with('/')) refuse("an address begins with /");
    if (reading.done()) return message; // old senders leave out the types where there are no arguments
    std::string tags = reading.text();
    if (!tags.starts_with(',')) refuse("types begin with a comma");
    for (char tag : std::string_view(tags).substr(1))
        if (tag != '[' && tag != ']') message.arguments.push_back(argument(tag, reading));
    if (!reading.done()) refuse("it goes on after its arguments");
    return message;
}

void decode(std::span<const uint8_t> packet, int depth, std::vector<OscMessage>& messages) {
    if (packet.empty() || packet.size() % 4 != 0) refuse("its length is no multiple of four bytes");
    Reading reading(packet);
    if (!reading.begins(bundleMark)) {
        if (messages.size() == mostMessages)
            refuse("a bundle has more than " + std::to_string(mostMessages) + " messages");
        messages.push_back(message(reading));
        return;
    }
    if (depth == deepest) refuse("bundles lie more than " + std::to_string(deepest) + " deep");
    reading.take(sizeof bundleMark + sizeof immediately);
    while (!reading.done()) decode(reading.take(reading.word<uint32_t>()), depth + 1, messages);
}

}

std::vector<uint8_t> encodeOsc(const OscMessage& message) {
    Bytes bytes;
    putText(bytes, message.address);
    std::string tags = ",";
    for (const OscArgument& argument : message.arguments) tags += std::visit(TagOf(), argument);
    putText(bytes, tags);
    for (const OscArgument& argument : message.arguments) std::visit(Putting{bytes}, argument);
    return bytes;
}

std::vector<uint8_t> encodeOscBundle(const std::vector<std::vector<uint8_t>>& messages) {
    Bytes bytes(bundleMark, bundleMark + sizeof bundleMark);
    put(bytes, immediately);
    for (const Bytes& message : messages) {
        put(bytes, uint32_t(message.size()));
        bytes.insert(bytes.end(), message.begin(), message.end());
    }
    return bytes;
}

std::vector<OscMessage> decodeOsc(std::span<const uint8_t> packet) {
    std::vector<OscMessage> messages;
    decode(packet, 0, messages);
    return messages;
}

}
