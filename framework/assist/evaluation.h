// The whole judgement of a mix beside a reference.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/assist/audio_features.h"
#include "framework/assist/feature_distances.h"
#include "framework/assist/mono_sum.h"

namespace stemwright {

enum class Matching {
    loudness, ///< the mix is brought to the loudness of the reference first
    none      ///< it is judged as loud as it is
};

struct Evaluation {
    std::vector<DistanceGroup> groups; ///< LOUD, SPEC, PAN, DYN, B
    double louder = 0;                 ///< LU that the mix is louder than the reference, before any matching
    MonoSum mix{}, reference{};
};

/// A reference whose features are taken once for all the mixes that are held against it. What is silent
/// before and after it is cut off (45 dB below its loudest frame). Immutable; any thread may use it.
class Judge {
  public:
    /// Throws an Error where it is silent or shorter than 0.4 s; `name` is how that calls it.
    Judge(const StereoSound& reference, const std::string& name);

    /// Holds `mix` against it from the first frame on; where the mix is shorter it goes on as silence, and
    /// what is longer is not heard. B is always told of equal loudness. Throws an Error where the mix is
    /// silent meanwhile; `name` is how that calls it.
    Evaluation judge(StereoSound mix, const std::string& name, Matching matching = Matching::loudness) const;

  private:
    struct Features {
        LoudnessFeatures loudness;
        std::array<SpectralFeatures, 2> spectral;
        PanningFeatures panning;
        DynamicsFeatures dynamics;
        AudioFeatures audio;
        MonoSum mono;
    };
    static Features featuresOf(StereoSound sound, double gain, Matching matching);

    int64_t begin_ = 0, end_ = 0; // frames of the reference that are judged
    double loudness_;             // LUFS of them
    Features features_;
};

}
