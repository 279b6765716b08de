// The desk: what servers see and ask for, and the layer that a ride leaves behind.
// SPDX-License-Identifier: MIT
#include "framework/control/live_desk.h"
#include "framework/document/mix.h"
#include "tests/framework/control/hands.h"
#include <thread>

namespace stemwright {
namespace {

const char* const session = R"(stemwright: 1
session: {length: 3 s}
tracks:
  vox: # the singer
    source: {sine: {freq: 440 Hz, level: -12 dB}}
    chain:
      - eq: {bands: {mud: {freq: 300 Hz, gain: -3 dB}}}
      - compressor: {ratio: 3}
    gain: -2 dB
    sends: {plate: -14 dB}
  keys:
    source: {noise: {level: -30 dB}}
    gain: {points: [[0 s, -6 dB], [2 s, 0 dB]]}
buses:
  plate: {chain: [{reverb: {decay: 1.2 s}}]}
master: {chain: [{limiter: {ceiling: -1 dB}}]}
)";

/// The session, played, with a desk before it.
struct Room {
    Document document = readDocument(session, "mix.yaml");
    Hands hands;
    Playout playout{hands.started(makeMix(document).graph, document.whole), Playout::AtEnd::stop};
    LiveDesk desk{playout};
    Channels heard;

    Room() { desk.show(hands.faders, hands.numbers, playout.current().plan(), session); }
    void play(int frames) {
        playOn(playout, frames, 128, heard);
        desk.take(*hands.reports);
    }
    const LiveControl::Parameter& parameter(const std::string& address) {
        all = desk.parameters();
        return *std::find_if(all->begin(), all->end(), [&](const auto& p) { return p.address == address; });
    }
    std::shared_ptr<const LiveControl::Parameters> all;
};

TEST(LiveDesk, namesParametersAsTheDocumentDoes) {
    Room room;
    std::vector<std::string> names;
    auto all = room.desk.parameters();
    for (const auto& parameter : *all) names.push_back(parameter.address);
    EXPECT_TRUE(std::is_sorted(names.begin(), names.end()));
    for (const char* name : {"vox.gain", "vox.pan", "vox.eq.mud.freq", "vox.compressor.ratio",
                             "vox.sends.plate", "plate.reverb.decay", "master.limiter.drive", "keys.gain"})
        EXPECT_EQ(std::count(names.begin(), names.end(), name), 1) << name;
    EXPECT_EQ(room.parameter("vox.sends.plate").value, -14);
    EXPECT_EQ(room.parameter("vox.gain").value, -2);
    EXPECT_EQ(room.parameter("vox.gain").source, LiveControl::Parameter::Source::text);
    EXPECT_EQ(room.parameter("keys.gain").source, LiveControl::Parameter::Source::automation);
}

TEST(LiveDesk, knowsTheBarsOfTheMix) {
    Room room;
    EXPECT_EQ(room.desk.transport().bar, 1);
    room.play(54000); // of four quarters at 120 bpm
    EXPECT_EQ(room.desk.transport().bar, 1);
    EXPECT_NEAR(room.desk.transport().beat, 3.25, 1e-3);
    room.play(48000);
    EXPECT_EQ(room.desk.transport().bar, 2);
    EXPECT_EQ(parseQuantity("2|1", Unit::s, room.desk.timeline(), {}), 2);
}

TEST(LiveDesk, showsPeaksForATenthOfASecond) {
    Room room;
    auto shown = [&](std::vector<float> peaks) {
        LiveControl::Status status;
        status.meters = {{"mix", std::move(peaks)}};
        room.desk.show(status);
        return room.desk.status().meters[0].peaks;
    };
    using Peaks = std::vector<float>;
    EXPECT_EQ(shown({0.5f, 0.1f}), (Peaks{0.5f, 0.1f}));
    for (int look = 0; look < 4; ++look) EXPECT_EQ(shown({0.2f, 0.2f}), (Peaks{0.5f, 0.2f}));
    EXPECT_EQ(shown({0.2f, 0.1f}), (Peaks{0.2f, 0.2f}));
    EXPECT_EQ(shown({0.1f}), (Peaks{0.1f})) << "another output of that name";
}

TEST(LiveDesk, movesAsFarAsTheRangeAllowsAndSaysSo) {
    Room room;
    using Outcome = LiveControl::Outcome;
    EXPECT_EQ(room.desk.move("vox.gain", -20), Outcome::done);
    EXPECT_EQ(room.desk.move("vox.compressor.ratio", 1e9), Outcome::limited);
    EXPECT_EQ(room.desk.move("vox.gian", -20), Outcome::unknown);
    EXPECT_EQ(room.desk.move("vox.gain", std::nan("")), Outcome::refused);
    EXPECT_EQ(room.parameter("vox.gain").value, -20);
    EXPECT_EQ(room.parameter("vox.gain").source, LiveControl::Parameter::Source::hand);
    EXPECT_EQ(room.parameter("vox.compressor.ratio").value, room.parameter("vox.compressor.ratio").range.max);
    EXPECT_EQ(room.desk.release("vox.gain"), Outcome::done);
    EXPECT_EQ(room.parameter("vox.gain").value, -2);
}

TEST(LiveDesk, leavesALayerThatGivesTheBitsOfTheRide) {
    Room room;
    room.play(9000);
    room.desk.move("vox.gain", -9.25);
    room.desk.move("vox.sends.plate", -3);
    room.play(5000);
    room.desk.move("vox.eq.mud.freq", 1234.5);
    room.desk.move("plate.reverb.decay", 3.3);
    room.play(3000);
    room.desk.move("vox.gain", -std::numeric_limits<double>::infinity());
    room.desk.move("master.limiter.drive", 6);
    room.play(7000);
    room.desk.move("vox.gain", 1);
    room.play(20000);
    std::string layer = room.desk.capture().layer("mix.yaml", room.document);
    auto read = [&](const std::string& path, std::vector<Problem>&) -> std::optional<std::string> {
        return path == "mix.yaml" ? session : layer;
    };
    Document ridden = readDocument(layer, "live.yaml", read);
    Mix mix = makeMix(ridden);
    EXPECT_EQ(difference(room.heard, rendered(compile(std::move(mix.graph)), {0, 44000})), "") << layer;
    EXPECT_NE(difference(room.heard, rendered(compile(makeMix(room.document).graph), {0, 44000})), "");
    std::string inFile = room.desk.capture().inFile(session, room.document);
    EXPECT_NE(inFile.find("# the singer"), inFile.npos) << "comments stay";
    EXPECT_EQ(difference(room.heard, rendered(compile(readMix(inFile, "mix.yaml").graph), {0, 44000})), "");
}

TEST(LiveDesk, letsOnePlaceOfTheSongBeAskedForAtATime) {
    Room room;
    EXPECT_FALSE(room.desk.wantedPlace());
    EXPECT_EQ(room.desk.locate(1), LiveControl::Outcome::done);
    EXPECT_EQ(room.desk.locate(2), LiveControl::Outcome::done);
    EXPECT_EQ(room.desk.wantedPlace(), 96000);
    EXPECT_FALSE(room.desk.wantedPlace());
    EXPECT_EQ(room.desk.locate(-1), LiveControl::Outcome::limited);
    EXPECT_EQ(room.desk.wantedPlace(), 0);
    EXPECT_EQ(room.desk.locate(1e300), LiveControl::Outcome::limited);
    EXPECT_EQ(room.desk.locate(std::nan("")), LiveControl::Outcome::refused);
    EXPECT_LT(*room.desk.wantedPlace(), int64_t(room.desk.transport().length * 48000));
}

TEST(LiveDesk, keepsTheLastEventsInTheirOrder) {
    Room room;
    for (int i = 0; i < 1000; ++i) room.desk.tell("edit", std::to_string(i));
    auto events = room.desk.eventsSince(0);
    ASSERT_FALSE(events.empty());
    EXPECT_LT(events.size(), 1000u);
    EXPECT_EQ(events.back().text, "999");
    EXPECT_EQ(room.desk.eventsSince(events.back().number - 2).size(), 2u);
    EXPECT_TRUE(room.desk.eventsSince(events.back().number).empty());
}

TEST(LiveDesk, isSafeWhileManyThreadsAskAndTheMixPlays) {
    Room room;
    std::atomic<bool> over = false;
    std::vector<std::thread> threads;
    for (int t = 0; t < 3; ++t)
        threads.emplace_back([&, t] {
            for (int i = 0; !over; ++i) {
                room.desk.move("vox.gain", -double((i + t) % 40));
                room.desk.parameters();
                room.desk.transport();
                room.desk.status();
                room.desk.release("vox.gain");
                std::this_thread::yield();
            }
        });
    room.play(48000);
    over = true;
    for (std::thread& thread : threads) thread.join();
    for (float x : room.heard[0]) ASSERT_TRUE(std::isfinite(x));
}

}
}
