"""All sounds that the classifier is trained on, as band powers, by the source that they come from."""
# SPDX-License-Identifier: MIT
import sys

import numpy as np

from roles.features import powers
from roles.phrases import song_phrases
from roles.recorded import guitars, kits, samples
from roles.soundfonts import RATE, RECORDED_KEYS, drums, played, programs
from roles.synthesisers import synthesisers
from roles.voices import singers, voices
from training.sound import BUILD

FRAMES = 240


def stored(name, make):
    """{"levels": [clip, frame, band] in dB, "roles", "instruments"} of what `make` yields, kept in build/models."""
    path = BUILD / "roles" / f"{name}.npz"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        roles, instruments, levels = [], [], []
        for role, instrument, sound in make(np.random.default_rng(sum(name.encode()))):
            bands = powers(sound[None] / np.abs(sound).max(), RATE)[:FRAMES]
            levels.append((10 * np.log10(np.pad(bands, ((0, FRAMES - len(bands)), (0, 0))) + 1e-12)).astype(np.float16))
            roles.append(role)
            instruments.append(instrument)
        np.savez(path, levels=np.array(levels), roles=roles, instruments=instruments)
        print(f"{name}: {len(roles)} clips", flush=True)
    return dict(np.load(path))


def melodic(font, times, hits, split="train"):
    def make(random):
        pool = song_phrases(split)
        yield from played(font, programs(font, random, pool, times))
        yield from played(font, drums(font, random, hits))
    return make


def kit(font, times):
    return lambda random: played(font, drums(font, random, times, RECORDED_KEYS, channel=0))


SOURCES = {
    "fluid": melodic("fluid", 10, 4),
    "musescore": melodic("musescore", 6, 3),
    "csound": melodic("csound", 9, 3),
    "opl3": melodic("opl3", 3, 1),
    "freepats": melodic("freepats", 4, 2),
    "black pearl": kit("black pearl", 3),
    "red zeppelin": kit("red zeppelin", 3),
    "hydrogen": lambda random: kits(random, 2),
    "lmms": lambda random: samples(random, 8),
    "guitars": guitars,
    "synthesisers": lambda random: synthesisers(random, 60),
    "voices": lambda random: voices(random, 8),
    "singers": lambda random: singers(random, 70),
}
HELD_OUT = {"timgm": melodic("timgm", 4, 4, "held-out")}

if __name__ == "__main__":
    for name in sys.argv[1:] or SOURCES:
        stored(name, {**SOURCES, **HELD_OUT}[name])
