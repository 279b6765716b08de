"""Writes what the network says of made-up tracks, which the tests of the program hold its own network against."""
# SPDX-License-Identifier: MIT
import json

import numpy as np
import torch

from mixer.features import BANDS, ROLES, features_of
from mixer.network import ASPECTS, UNITS
from training.sound import ROOT

PATH = ROOT / "tests/framework/assist/mix_network_golden.json"


def made_up(random, count):
    """An analysis with what the features are made of; some of it cannot be told."""
    tracks = []
    for number in range(count):
        integrated = random.uniform(-45, -15)
        tracks.append({
            "name": f"track{number}", "sounding_time": random.uniform(5, 60), "tonal": None if number == 1 else random.uniform(0, 1),
            "onset_rate": random.uniform(0, 8),
            "measures": {"integrated": integrated, "crest": random.uniform(5, 30), "range": None if number == 2 else random.uniform(0, 20),
                         "short_term_max": None if number == 3 else integrated + random.uniform(0, 6)},
            "image": {"width": None if number == 4 else random.uniform(0, 1.5), "balance": random.uniform(-12, 12)},
            "spectrum": [None if number == 0 and band > 20 else random.uniform(-100, -30) for band in range(BANDS)],
        })
    pairs = [{"track": a["name"], "masker": b["name"], "share": random.uniform(0, 1)} for a in tracks for b in tracks if a is not b]
    return {"tracks": tracks, "masking": pairs}


def write(model):
    random = np.random.default_rng(1)
    analysis = made_up(random, 6)
    roles = [int(role) for role in random.integers(len(ROLES), size=6)]
    features, _ = features_of(analysis)
    told = torch.nn.functional.one_hot(torch.tensor(roles), len(ROLES)).numpy()
    tracks = torch.from_numpy(np.concatenate([features, told], 1)).double()
    members = len(model.decide.bias)
    with torch.no_grad():
        means, deviations = model.double()(tracks.expand(members, 1, *tracks.shape), torch.ones(members, 1, len(tracks), dtype=torch.double))
    deviations = ((deviations.exp() ** 2).mean(0) + means.var(0, unbiased=False)).sqrt()[0]
    opinions = [{aspect: {"mean": zero + one * float(means[:, 0, track, place].mean()), "deviation": one * float(deviations[track, place])}
                 for place, (aspect, (zero, one)) in enumerate((aspect, UNITS[aspect]) for aspect in ASPECTS)} for track in range(len(tracks))]
    golden = {"analysis": analysis, "roles": [ROLES[role] for role in roles], "features": features.tolist(), "opinions": opinions}
    PATH.write_text(json.dumps(golden, indent=1) + "\n")
