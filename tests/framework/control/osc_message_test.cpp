// Messages as bytes: against bytes written by hand after the specification of OSC 1.0, and damaged in all
// places.
// SPDX-License-Identifier: MIT
#include "framework/control/osc_message.h"
#include "framework/error/error.h"
#include <cmath>
#include <gmock/gmock.h>
#include <numbers>
#include <random>

namespace stemwright {
namespace {

using Bytes = std::vector<uint8_t>;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

template <size_t N> Bytes bytes(const char (&text)[N]) { return {text, text + N - 1}; }

// Why `packet` is refused; "" where it is not.
std::string refusal(const Bytes& packet) {
    try {
        decodeOsc(packet);
        return "";
    } catch (const Error& error) {
        return error.problems()[0].cause;
    }
}

const OscMessage everyType{"/every/type",
                           {int32_t(-2), 0.5f, std::string("words"), OscBlob{1, 2, 3, 4, 5}, int64_t(1) << 40,
                            std::numbers::pi, true, false, OscNil(), OscImpulse()}};

// The two examples of the specification.
const OscMessage oscillator{"/oscillator/4/frequency", {440.f}};
const Bytes oscillatorBytes = bytes("/oscillator/4/frequency\0,f\0\0\x43\xdc\0\0");
const OscMessage foo{"/foo", {1000, -1, std::string("hello"), 1.234f, 5.678f}};
const Bytes fooBytes = bytes("/foo\0\0\0\0,iisff\0\0\0\0\x03\xe8\xff\xff\xff\xffhello\0\0\0"
                             "\x3f\x9d\xf3\xb6\x40\xb5\xb2\x2d");

TEST(OscMessage, hasTheBytesOfTheSpecification) {
    EXPECT_EQ(encodeOsc(oscillator), oscillatorBytes);
    EXPECT_EQ(encodeOsc(foo), fooBytes);
    EXPECT_THAT(decodeOsc(oscillatorBytes), ElementsAre(oscillator));
    EXPECT_THAT(decodeOsc(fooBytes), ElementsAre(foo));
}

TEST(OscMessage, holdsEveryTypeInBigEndianFieldsOfFourBytes) {
    Bytes expected = bytes("/every/type\0,ifsbhdTFNI\0"
                           "\xff\xff\xff\xfe"
                           "\x3f\0\0\0"
                           "words\0\0\0"
                           "\0\0\0\x05\x01\x02\x03\x04\x05\0\0\0"
                           "\0\0\x01\0\0\0\0\0"
                           "\x40\x09\x21\xfb\x54\x44\x2d\x18");
    EXPECT_EQ(encodeOsc(everyType), expected);
    EXPECT_THAT(decodeOsc(expected), ElementsAre(everyType));
}

TEST(OscMessage, hasNoArgumentsWhereItsSenderLeftOutTheTypes) {
    EXPECT_THAT(decodeOsc(bytes("/play\0\0\0")), ElementsAre(OscMessage{"/play", {}}));
}

TEST(OscMessage, countsWhatLiesInArraysAmongItsArguments) {
    EXPECT_THAT(decodeOsc(bytes("/a\0\0,[iT]F\0\0\0\0\0\x07")),
                ElementsAre(OscMessage{"/a", {7, true, false}}));
}

TEST(OscMessage, endsItsStringsAtTheirFirstZero) {
    EXPECT_EQ(encodeOsc({"/a", {std::string("ab\0cd", 5)}}), encodeOsc({"/a", {std::string("ab")}}));
}

TEST(OscBundle, hasTheBytesOfTheSpecification) {
    Bytes bundle = encodeOscBundle({oscillatorBytes, fooBytes}),
          expected = bytes("#bundle\0\0\0\0\0\0\0\0\x01\0\0\0\x20");
    expected.insert(expected.end(), oscillatorBytes.begin(), oscillatorBytes.end());
    Bytes size = bytes("\0\0\0\x28");
    expected.insert(expected.end(), size.begin(), size.end());
    expected.insert(expected.end(), fooBytes.begin(), fooBytes.end());
    EXPECT_EQ(bundle, expected);
    EXPECT_THAT(decodeOsc(bundle), ElementsAre(oscillator, foo));
    EXPECT_THAT(decodeOsc(encodeOscBundle({})), IsEmpty());
}

TEST(OscBundle, liesInBundlesAndIsDoneAtAnyTime) {
    Bytes inner = encodeOscBundle({fooBytes});
    inner[8] = 0x80; // in the year 1968
    EXPECT_THAT(decodeOsc(encodeOscBundle({oscillatorBytes, inner, oscillatorBytes})),
                ElementsAre(oscillator, foo, oscillator));
}

TEST(OscBundle, isBoundedInDepthAndNumber) {
    Bytes packet = fooBytes;
    for (int depth = 1; depth <= 8; ++depth) {
        packet = encodeOscBundle({packet});
        EXPECT_EQ(refusal(packet), "") << depth;
    }
    EXPECT_THAT(refusal(encodeOscBundle({packet})), HasSubstr("bundles lie more than 8 deep"));
    std::vector<Bytes> many(1024, bytes("/a\0\0"));
    EXPECT_EQ(decodeOsc(encodeOscBundle(many)).size(), 1024u);
    many.push_back(many[0]);
    EXPECT_THAT(refusal(encodeOscBundle(many)), HasSubstr("more than 1024 messages"));
}

TEST(OscPacket, isRefusedWithAReason) {
    const std::pair<Bytes, const char*> wrong[] = {
        {{}, "its length is no multiple of four bytes"},
        {bytes("/abc"), "a string has no end"},
        {bytes("/a\0"), "its length is no multiple of four bytes"},
        {bytes("abc\0,\0\0\0"), "an address begins with /"},
        {bytes("/a\0x,\0\0\0"), "what fills up a field is not zero"},
        {bytes("/a\0\0i\0\0\0\0\0\0\x01"), "types begin with a comma"},
        {bytes("/a\0\0,ii\0\0\0\0\x01"), "it ends too early"},
        {bytes("/a\0\0,i\0\0\0\0\0\x01\0\0\0\x02"), "it goes on after its arguments"},
        {bytes("/a\0\0,q\0\0"), "an argument has the type q, and i f s b h d T F N I are known"},
        {bytes("/a\0\0,\x07\0\0"), "an argument has the type ?, and"},
        {bytes("/a\0\0,b\0\0\xff\xff\xff\xff"), "it ends too early"},
        {bytes("/a\0\0,b\0\0\0\0\0\x05"
               "abcd"),
         "it ends too early"},
        {bytes("#bundle\0\0\0\0\0"), "it ends too early"},
        {bytes("#bundle\0\0\0\0\0\0\0\0\x01\0\0\0\x08/a\0\0"), "it ends too early"},
        {bytes("#bundle\0\0\0\0\0\0\0\0\x01\0\0\0\0"), "its length is no multiple of four bytes"},
        {bytes("#bundle\0\0\0\0\0\0\0\0\x01\xff\xff\xff\xfc"), "it ends too early"},
    };
    for (const auto& [packet, why] : wrong)
        EXPECT_THAT(refusal(packet), HasSubstr(std::string("this is no OSC packet: ") + why));
}

// Under the address sanitizer this shows reads beyond the packet, too.
TEST(OscPacket, isReadWithinItsBoundsWhereverItIsCutOrDamaged) {
    Bytes whole = encodeOscBundle({encodeOsc(everyType), encodeOscBundle({fooBytes}), oscillatorBytes});
    for (size_t end = 0; end < whole.size(); ++end) {
        Bytes cut(whole.begin(), whole.begin() + std::ptrdiff_t(end));
        bool atMessage = end == 16 || refusal(cut).empty();
        EXPECT_EQ(refusal(cut).empty(), atMessage && end >= 16) << end;
        for (int byte = 0; byte < 256; ++byte) {
            Bytes damaged = whole;
            damaged[end] = uint8_t(byte);
            refusal(damaged);
        }
    }
}

OscArgument randomArgument(std::mt19937& random) {
    auto below = [&](unsigned n) { return random() % n; };
    switch (below(10)) {
    case 0:
        return int32_t(random());
    case 1:
        return float(int32_t(random())) / 1000;
    case 2:
        return std::string(below(9), char('a' + below(26)));
    case 3:
        return OscBlob(below(9), uint8_t(random()));
    case 4:
        return int64_t(random()) << below(32);
    case 5:
        return std::ldexp(double(random()), int(below(200)) - 100);
    case 6:
        return true;
    case 7:
        return false;
    case 8:
        return OscNil();
    default:
        return OscImpulse();
    }
}

TEST(OscMessage, isTheSameAfterItsWayThroughBytes) {
    std::mt19937 random(1);
    for (int trial = 0; trial < 2000; ++trial) {
        std::vector<OscMessage> messages(random() % 4);
        std::vector<Bytes> encoded;
        for (OscMessage& message : messages) {
            message.address = "/" + std::string(random() % 9, 'x');
            for (size_t count = random() % 6; count > 0; --count)
                message.arguments.push_back(randomArgument(random));
            encoded.push_back(encodeOsc(message));
            EXPECT_EQ(encoded.back().size() % 4, 0u);
            EXPECT_THAT(decodeOsc(encoded.back()), ElementsAre(message));
        }
        EXPECT_EQ(decodeOsc(encodeOscBundle(encoded)), messages);
    }
}

}
}
