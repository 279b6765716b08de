// When something is worth a word, and the words.
// SPDX-License-Identifier: MIT
#include "framework/assist/remarks.h"
#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace stemwright {

namespace {

using Weight = Remark::Weight;

constexpr double fullScale = -0.01, offsetHeard = 0.001, noiseNear = 45, humNear = 60, quiet = -40; // dB
constexpr double masked = 0.5;
constexpr size_t mostMasked = 8, mostResonances = 3;

std::string frequencyText(double hertz) {
    return hertz < 1000 ? fmt::format("{:.0f} Hz", hertz) : fmt::format("{:.2f} kHz", hertz / 1000);
}

class RemarkWriter {
  public:
    explicit RemarkWriter(const SessionAnalysis& session) : session_(session) {}

    std::vector<Remark> all() {
        for (track_ = 0; track_ < session_.tracks.size(); ++track_) {
            const TrackAnalysis& track = session_.tracks[track_];
            if (track.image.kind == StereoImage::Kind::silent) {
                add(Weight::fault, "silence", "is silent from end to end",
                    "leave it out, or see whether the right part was exported");
                continue;
            }
            tellFaults(track);
            tellImage(track);
            tellRest(track);
        }
        tellDoubled();
        tellSources();
        tellMasking();
        std::stable_sort(remarks_.begin(), remarks_.end(),
                         [](const Remark& a, const Remark& b) { return a.weight < b.weight; });
        return std::move(remarks_);
    }

  private:
    void add(Weight weight, const char* about, std::string finding, std::string cure) {
        remarks_.push_back({weight, about, {track_}, std::move(finding), std::move(cure)});
    }

    void tellFaults(const TrackAnalysis& track) {
        const ClippedPeaks& clipping = track.clipping;
        if (track.measures.notFinite > 0)
            add(Weight::fault, "damage",
                fmt::format("has {} samples that are no numbers", track.measures.notFinite),
                "export it again");
        if (clipping.runs > 0 && clipping.level >= fullScale)
            add(Weight::fault, "clipping",
                fmt::format("is clipped: {} runs at full scale, the longest of {} samples", clipping.runs,
                            clipping.longest),
                "export it again with less gain, or repair it before anything else");
        else if (clipping.runs >= 10)
            add(Weight::hint, "clipping",
                fmt::format("has {} flat tops at {:.1f} dBFS, the longest of {} samples", clipping.runs,
                            clipping.level, clipping.longest),
                "a square wave has them by design; otherwise it was clipped and turned down");
        if (clipping.overs > 0)
            add(Weight::hint, "overs",
                fmt::format("goes beyond full scale between samples {} times, up to {:+.1f} dBTP",
                            clipping.overs, track.measures.truePeak),
                fmt::format("turn it down by {:.1f} dB before anything that clips",
                            track.measures.truePeak + 1));
        double offset = 0;
        for (double mean : track.offset) offset = std::max(offset, std::fabs(mean));
        if (offset > offsetHeard)
            add(Weight::fault, "offset", fmt::format("has an offset of {:.1f} dBFS", 20 * std::log10(offset)),
                "a highpass at 20 Hz takes it away");
        if (track.hum && track.hum->level > track.measures.rms - humNear) {
            std::string lines;
            for (const MainsHum::Line& line : track.hum->lines)
                lines += (lines.empty() ? "" : ", ") + fmt::format("{:.0f}", track.hum->mains * line.order);
            add(Weight::fault, "hum", fmt::format("hums at {:.1f} dBFS, {} Hz", track.hum->level, lines),
                "narrow cuts there; a gate, if it is heard in pauses only");
        }
    }

    void tellImage(const TrackAnalysis& track) {
        using Kind = StereoImage::Kind;
        const StereoImage& image = track.image;
        if (image.kind == Kind::oneSided)
            add(Weight::hint, "image",
                fmt::format("sounds on the {} only", image.balance > 0 ? "right" : "left"),
                "take that side as mono, and pan it");
        else if (track.measures.monoLoss > 6)
            add(Weight::fault, "image",
                fmt::format("loses {:.1f} dB in mono", std::min(track.measures.monoLoss, 99.)),
                "invert one side, or narrow it");
    }

    void tellRest(const TrackAnalysis& track) {
        double loudest = -INFINITY;
        for (float level : track.levels) loudest = std::max<double>(loudest, level);
        if (track.noiseFloor > loudest - noiseNear)
            add(Weight::hint, "noise",
                fmt::format("has noise of {:.1f} dBFS in its pauses, {:.0f} dB below its loudest",
                            track.noiseFloor, loudest - track.noiseFloor),
                fmt::format("a gate or expander that opens at {:.0f} dBFS", track.noiseFloor + 8));
        if (track.measures.samplePeak < quiet)
            add(Weight::hint, "level",
                fmt::format("is very quiet: its peak is {:.1f} dBFS", track.measures.samplePeak),
                "see whether it was exported at its proper level");
        std::vector<Resonance> strongest = track.resonances;
        std::stable_sort(strongest.begin(), strongest.end(),
                         [](const Resonance& a, const Resonance& b) { return a.height > b.height; });
        if (strongest.size() > mostResonances) strongest.resize(mostResonances);
        for (const Resonance& r : strongest)
            add(Weight::hint, "resonance",
                fmt::format("rings at {}, {:.0f} dB above what is around it, {:.0f} % of its time",
                            frequencyText(r.frequency), r.height, 100 * r.persistence),
                fmt::format("try a bell of {:.0f} dB with Q {:.0f} there", -std::min(r.height / 2, 6.),
                            std::min(r.quality, 20.)));
    }

    // In one remark, as whole sessions are exported like that.
    void tellDoubled() {
        std::vector<size_t> doubled;
        for (size_t i = 0; i < session_.tracks.size(); ++i)
            if (session_.tracks[i].image.kind == StereoImage::Kind::dualMono) doubled.push_back(i);
        std::string others =
            doubled.size() > 1 ? fmt::format(", as {} other tracks have", doubled.size() - 1) : "";
        if (!doubled.empty())
            remarks_.push_back({Weight::hint, "image", doubled, "has one sound on both sides" + others,
                                "mono files would do"});
    }

    void tellSources() {
        for (const SourcePair& pair : session_.sources) {
            bool isInverted = pair.sign == SourcePair::Sign::inverted;
            std::string finding = "holds what " + session_.tracks[pair.first].name + " holds";
            if (pair.frames != 0)
                finding += fmt::format(", {} frames ({:.2f} ms) {}", std::abs(pair.frames),
                                       1000 * std::fabs(pair.delay()), pair.frames > 0 ? "later" : "earlier");
            finding += isInverted ? ", inverted" : pair.frames == 0 ? ", at the same time" : "";
            finding += fmt::format(" (confidence {:.2f})", pair.confidence);
            std::string cure = isInverted ? "invert one of the two" : "";
            if (pair.frames != 0)
                cure += fmt::format("{}delay the earlier one by {:.2f} ms", cure.empty() ? "" : ", and ",
                                    1000 * std::fabs(pair.delay()));
            if (cure.empty()) cure = "nothing: they add up as they are";
            remarks_.push_back({isInverted ? Weight::fault : Weight::hint,
                                "source",
                                {pair.second, pair.first},
                                std::move(finding),
                                std::move(cure)});
        }
    }

    void tellMasking() {
        std::vector<MaskedTrack> worst;
        for (const MaskedTrack& pair : session_.masking)
            if (pair.share >= masked) worst.push_back(pair);
        std::stable_sort(worst.begin(), worst.end(),
                         [](const MaskedTrack& a, const MaskedTrack& b) { return a.share > b.share; });
        if (worst.size() > mostMasked) worst.resize(mostMasked);
        for (const MaskedTrack& pair : worst) {
            auto deepest = std::max_element(pair.depth.begin(), pair.depth.end()) - pair.depth.begin();
            auto [from, to] = around(pair.depth, size_t(deepest));
            remarks_.push_back({Weight::hint,
                                "masking",
                                {pair.track, pair.masker},
                                fmt::format("loses {:.0f} % of its loudness behind {}, most from {} to {}",
                                            100 * pair.share, session_.tracks[pair.masker].name,
                                            frequencyText(std::max(lowerEdgeOfBand(from), 20.)),
                                            frequencyText(lowerEdgeOfBand(to + 1))),
                                "balance their levels first, then make room there"});
        }
    }

    // The bands about the deepest one in which half as much or more is lost.
    static std::pair<size_t, size_t> around(const BarkLevels& depth, size_t deepest) {
        size_t from = deepest, to = deepest;
        while (from > 0 && depth[from - 1] > depth[deepest] / 2) --from;
        while (to + 1 < barkCount && depth[to + 1] > depth[deepest] / 2) ++to;
        return {from, to};
    }

    const SessionAnalysis& session_;
    size_t track_ = 0;
    std::vector<Remark> remarks_;
};

}

const char* wordOf(StereoImage::Kind kind) {
    using Kind = StereoImage::Kind;
    switch (kind) {
    case Kind::silent:
        return "silent";
    case Kind::mono:
        return "mono";
    case Kind::dualMono:
        return "dual mono";
    case Kind::oneSided:
        return "one side";
    case Kind::stereo:
        return "stereo";
    case Kind::surround:
        return "surround";
    }
    return "";
}

std::vector<Remark> remarksOn(const SessionAnalysis& session) { return RemarkWriter(session).all(); }

}
