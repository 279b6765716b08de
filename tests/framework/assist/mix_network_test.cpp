// The network over the tracks of a mix: equal to the one that was trained, whatever the order of the tracks.
// SPDX-License-Identifier: MIT
#include "framework/assist/mix_features.h"
#include "framework/assist/mix_network.h"
#include "framework/assist/role.h"
#include "framework/error/error.h"
#include <algorithm>
#include <cmath>
#include <fstream>
#include <gtest/gtest.h>
#include <limits>
#include <nlohmann/json.hpp>

using namespace stemwright;

namespace {

using Json = nlohmann::json;

double numberOr(const Json& json, double otherwise) {
    return json.is_null() ? otherwise : json.get<double>();
}

// models/mixer/golden.py wrote it with the weights that are shipped.
struct Golden {
    Json json;
    SessionAnalysis session;
    std::vector<std::vector<double>> inputs;

    Golden() {
        std::ifstream(SOURCE_DIR "/tests/framework/assist/mix_network_golden.json") >> json;
        const double nan = std::numeric_limits<double>::quiet_NaN();
        std::vector<std::string> names;
        for (const Json& said : json["analysis"]["tracks"]) {
            TrackAnalysis& track = session.tracks.emplace_back();
            names.push_back(said["name"]);
            track.measures.integrated = said["measures"]["integrated"];
            track.measures.crest = said["measures"]["crest"];
            track.measures.range = numberOr(said["measures"]["range"], nan);
            track.measures.shortTermMax = numberOr(said["measures"]["short_term_max"], -INFINITY);
            track.soundingTime = said["sounding_time"];
            track.tonal = numberOr(said["tonal"], nan);
            track.onsetRate = said["onset_rate"];
            track.image.width = numberOr(said["image"]["width"], INFINITY);
            track.image.balance = said["image"]["balance"];
            for (size_t b = 0; b < barkCount; ++b)
                track.spectrum[b] = numberOr(said["spectrum"][b], -INFINITY);
        }
        auto place = [&](const Json& name) {
            return size_t(std::find(names.begin(), names.end(), name.get<std::string>()) - names.begin());
        };
        for (const Json& said : json["analysis"]["masking"]) {
            MaskedTrack& pair = session.masking.emplace_back();
            pair.track = place(said["track"]);
            pair.masker = place(said["masker"]);
            pair.share = said["share"];
        }
        inputs = mixFeatures(session).rows;
        for (size_t t = 0; t < inputs.size(); ++t)
            for (const std::string& word : roleWords()) inputs[t].push_back(json["roles"][t] == word);
    }
};

MixNetwork shipped() { return MixNetwork(WeightFile::shipped("mixer")); }

}

TEST(MixNetwork, IsToldWhatItWasTrainedWith) {
    Golden golden;
    const Json& wanted = golden.json["features"];
    ASSERT_EQ(golden.inputs.size(), wanted.size());
    for (size_t t = 0; t < wanted.size(); ++t) {
        ASSERT_EQ(wanted[t].size(), mixFeatureCount);
        for (size_t f = 0; f < mixFeatureCount; ++f)
            EXPECT_NEAR(golden.inputs[t][f], wanted[t][f].get<double>(), 1e-9)
                << "feature " << f << " of " << t;
    }
}

TEST(MixNetwork, SaysWhatItsTrainerSaysWithin1eMinus4) {
    Golden golden;
    std::vector<MixOpinion> opinions = shipped().opinions(golden.inputs);
    ASSERT_EQ(opinions.size(), golden.json["opinions"].size());
    for (size_t t = 0; t < opinions.size(); ++t) {
        auto expectEqual = [&](const AuthorChoice& said, const char* aspect) {
            const Json& wanted = golden.json["opinions"][t][aspect];
            EXPECT_NEAR(said.mean, wanted["mean"].get<double>(), 1e-4) << aspect << " of " << t;
            EXPECT_NEAR(said.deviation, wanted["deviation"].get<double>(), 1e-4) << aspect << " of " << t;
        };
        expectEqual(opinions[t].level, "level");
        expectEqual(opinions[t].pan, "pan");
        expectEqual(opinions[t].send, "send");
    }
}

TEST(MixNetwork, SaysTheSameBitsInAnyOrderOfTheTracks) {
    Golden golden;
    std::vector<MixOpinion> before = shipped().opinions(golden.inputs);
    std::vector<size_t> order{4, 2, 0, 5, 1, 3};
    std::vector<std::vector<double>> moved;
    for (size_t t : order) moved.push_back(golden.inputs[t]);
    std::vector<MixOpinion> after = shipped().opinions(moved);
    for (size_t i = 0; i < order.size(); ++i) {
        const MixOpinion &a = after[i], &b = before[order[i]];
        EXPECT_EQ(a.level.mean, b.level.mean);
        EXPECT_EQ(a.pan.mean, b.pan.mean);
        EXPECT_EQ(a.send.mean, b.send.mean);
        EXPECT_EQ(a.level.deviation, b.level.deviation);
    }
}

TEST(MixNetwork, LevelsAreRelativeToTheirMean) {
    Golden golden;
    double sum = 0;
    for (const MixOpinion& opinion : shipped().opinions(golden.inputs)) sum += opinion.level.mean;
    EXPECT_NEAR(sum, 0, 1e-9);
}

TEST(MixNetwork, SaysNothingOfNoTracks) { EXPECT_TRUE(shipped().opinions({}).empty()); }

TEST(MixNetwork, RefusesTheWeightsOfAnotherNetwork) {
    std::string header = "{}      ";
    std::string bytes{char(header.size()), 0, 0, 0, 0, 0, 0, 0};
    EXPECT_THROW(MixNetwork(WeightFile(bytes + header, "other")), Error);
}

TEST(AuthorChoice, IsWithinOneDeviationInTwoThirdsOfAllCases) {
    EXPECT_NEAR((AuthorChoice{5, 2}.within(2)), 0.6827, 1e-4);
}
