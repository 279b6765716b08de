"""Sounds for the chain: notes, hits, sweeps, noise and singing at all levels for training; the demo song's for measuring."""
# SPDX-License-Identifier: MIT
import subprocess
import tempfile
from pathlib import Path

import numpy as np

from training.singer import shaped_noise, sing
from training.sound import ROOT, kept, read_sound, write_sound

RATE = 48000
HELD_OUT = ["vocal.flac", "bass.flac", "snare.flac", "keys.ogg", "guitar.ogg", "percussion.ogg"]  # stems of graphs/demo


def note(random, count):
    """A string or a key: harmonics that die, the high ones first."""
    time, pitch = np.arange(count) / RATE, 40 * 2 ** random.uniform(0, 5)
    tilt, life, out = random.uniform(0.7, 2), random.uniform(0.1, 1.5), np.zeros(count)
    for k in range(1, min(40, int(16000 / pitch)) + 1):
        out += k**-tilt * np.sin(2 * np.pi * (k * pitch * time + random.random())) * np.exp(-time * (1 + 0.3 * k) / life)
    return out * np.minimum(1, time / random.uniform(0.0005, 0.03))


def hit(random, count):
    """A drum: a falling tone and a burst of noise."""
    time = np.arange(count) / RATE
    low, corner = random.uniform(40, 250), random.uniform(500, 12000)
    tone = np.sin(2 * np.pi * np.cumsum(low * (1 + 3 * np.exp(-time / 0.02))) / RATE) * np.exp(-time / random.uniform(0.03, 0.3))
    burst = shaped_noise(random, count, RATE, lambda f: 1 / (1 + (np.log2((f + 20) / corner)) ** 2)) * np.exp(-time / random.uniform(0.01, 0.2))
    return random.uniform(0, 1) * tone + random.uniform(0, 1) * burst / burst.std() * 0.3


def steady(random, count):
    """A sine, a sweep or noise whose level jumps: attack and release are heard best here."""
    time, kind = np.arange(count) / RATE, random.integers(3)
    if kind == 2:
        corner = random.uniform(200, 12000)
        out = shaped_noise(random, count, RATE, lambda f: 1 / (1 + (f / corner) ** 2))
        out = 0.3 * out / out.std()
    else:
        begin, end = 30 * 2 ** random.uniform(0, 8, size=2)
        out = np.sin(2 * np.pi * np.cumsum(begin * (end / begin) ** (kind * time / time[-1])) / RATE)
    steps = 10 ** (random.uniform(-36, 0, size=count // 2400 + 1) / 20)
    hold = random.integers(1, 8)
    return out * np.convolve(np.repeat(np.repeat(steps, hold)[: len(steps)], 2400)[:count], np.ones(48) / 48, "same")


def training_sound(random, seconds):
    """Phrases of all kinds, each at its own level, now and then over each other."""
    out, place = np.zeros(int(seconds * RATE)), 0
    makers = [note, note, hit, hit, steady, lambda random, count: sing(random, count, RATE)]
    while place < len(out) - RATE:
        maker = makers[random.integers(len(makers))]
        level = 10 ** (random.uniform(-30, 0) / 20)
        end = min(len(out), place + int(random.uniform(1, 5) * RATE))
        while place < end - RATE // 2:
            count = min(int(random.uniform(0.1, 2 if maker is not steady else 4) * RATE), len(out) - place)
            count = max(count, 2 * RATE) if maker is makers[-1] else count
            count = min(count, len(out) - place)
            part = maker(random, count) if count > 4800 else np.zeros(count)
            out[place : place + count] += level * random.uniform(0.3, 1) * part / (np.abs(part).max() + 1e-9)
            place += int(count * random.uniform(0.4, 1))
    return np.clip(out, -1, 1)


def through_chain(sound, program):
    """What `program`, our own, makes of a sound with the nodes of chain.yaml."""
    with tempfile.TemporaryDirectory() as folder:
        write_sound(f"{folder}/sound.wav", sound, RATE)
        mix = (ROOT / "models/chain/chain.yaml").read_text().replace("SOURCE", "sound.wav").replace("LENGTH", f"{len(sound)} samples")
        (Path(folder) / "mix.yaml").write_text(mix)
        subprocess.run([program, "render", "--quiet", "--no-cache", "--depth", "float", f"{folder}/mix.yaml", "-o", f"{folder}/out.wav"], check=True)
        return read_sound(f"{folder}/out.wav", RATE)[: len(sound)]


def pair(name, make, program):
    """A sound and what the chain makes of it, kept for the next run."""
    sound = kept(f"chain/{name}", make).astype(np.float32)
    return sound, kept(f"chain/{name}-through", lambda: through_chain(sound, program)).astype(np.float32)


def training_pairs(program):
    """Forty-eight sounds of eight seconds."""
    return [pair(f"training{seed}", lambda seed=seed: training_sound(np.random.default_rng(seed), 8), program) for seed in range(48)]


def held_out_pairs(program):
    """Eight seconds of each held-out stem, from where it is first heard."""
    pairs = {}
    for stem in HELD_OUT:
        def read(stem=stem):
            sound = read_sound(ROOT / "graphs/demo/stems" / stem, RATE)
            begin = max(0, np.nonzero(np.abs(sound) > 0.05)[0][0] - RATE // 10)
            return sound[begin : begin + 8 * RATE]
        pairs[stem] = pair(stem, read, program)
    return pairs
