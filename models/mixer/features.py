"""What the network is told of each track, as framework/assist/mix_features.cpp computes it: numbers of about -1 to 1."""
# SPDX-License-Identifier: MIT
import math

import numpy as np

ROLES = ["kick", "snare", "cymbals", "toms", "percussion", "drums", "bass", "electric guitar", "acoustic guitar", "keys", "pad",
         "lead synth", "strings", "winds", "lead vocal", "backing vocal", "effects"]
BANDS = 24


def _number(value):
    return -math.inf if value is None else value


def is_heard(track):
    return track["sounding_time"] > 0 and track["measures"]["integrated"] is not None


def features_of(analysis):
    """[track, feature] of the tracks that are heard, and their places in the analysis. Roles are not among them."""
    tracks = analysis["tracks"]
    heard = [t for t, track in enumerate(tracks) if is_heard(track)]
    loudness = [tracks[t]["measures"]["integrated"] for t in heard]
    mean, loudest = sum(sorted(loudness)) / max(len(heard), 1), max(loudness, default=0)
    longest = max((tracks[t]["sounding_time"] for t in heard), default=1)
    hidden, hiding = {}, {}
    for pair in analysis["masking"]:
        hidden.setdefault(pair["track"], []).append(pair["share"])
        hiding.setdefault(pair["masker"], []).append(pair["share"])
    rows = []
    for t in heard:
        track, name = tracks[t], tracks[t]["name"]
        measures, image = track["measures"], track["image"]
        powers = [10 ** (_number(level) / 10) for level in track["spectrum"]]
        total = 10 * math.log10(sum(powers) + 1e-30)
        weights = [power**0.23 for power in powers]
        centre = sum(w * (b + 0.5) for b, w in enumerate(weights)) / sum(weights)
        row = [
            (measures["integrated"] - mean) / 10,
            (measures["integrated"] - loudest) / 20,
            (measures["crest"] or 0) / 20 - 1,
            (measures["range"] or 0) / 20,
            ((measures["short_term_max"] if measures["short_term_max"] is not None else measures["integrated"]) - measures["integrated"]) / 10,
            math.log2(1 + (track["onset_rate"] or 0)) / 3 - 0.5,
            2 * (0.5 if track["tonal"] is None else track["tonal"]) - 1,
            min(image["width"] if image["width"] is not None else 2, 2),
            min(abs(image["balance"]) / 10, 1),
            track["sounding_time"] / longest,
            centre / 12 - 1,
            max(hidden.get(name, [0])),
            sum(sorted(hidden.get(name, [0]))) / max(len(heard) - 1, 1),
            sum(sorted(hiding.get(name, [0]))) / max(len(heard) - 1, 1),
            math.log2(len(heard)) / 4,
        ]
        rows.append(row + [max(_number(level) - total, -60) / 30 + 1 for level in track["spectrum"]])
    return np.array(rows).reshape(len(heard), -1), heard
