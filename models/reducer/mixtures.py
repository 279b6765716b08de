"""Voices in noise, no two alike."""
# SPDX-License-Identifier: MIT
import numpy as np

from reducer.noises import TRAINING_KINDS, babble
from training.sound import kept

RATE = 48000
CLIPS = 12  # of each kind of noise, ten seconds each
MIXTURE = int(3.5 * RATE)  # frames of one that is measured on
SNRS = (0, 6, 12)  # dB, at which is measured


def scaled(noise, voice, snr):
    """The noise at a level of `snr` dB under the voice."""
    return noise * np.sqrt((voice**2).mean() / (noise**2).mean() / 10 ** (snr / 10))


def training_noises(voices):
    """Clips of every kind that is trained on."""
    kinds = TRAINING_KINDS | {"babble": lambda random, count: babble(random, count, voices)}
    clips = []
    for kind, make in kinds.items():
        for seed in range(CLIPS):
            def clip(make=make, seed=seed):
                noise = make(np.random.default_rng(seed), 10 * RATE)
                return 0.1 * noise / noise.std()
            clips.append(kept(f"noises/{kind}{seed}", clip))
    return clips


def cut(random, clips, count, speed=1.0):
    """A piece of one of `clips`, played at `speed`."""
    clip = clips[random.integers(len(clips))]
    need = int(count * speed) + 2
    begin = random.integers(len(clip) - need)
    piece = clip[begin : begin + need].astype(np.float32)
    return piece[:count] if speed == 1 else np.interp(np.arange(count) * speed, np.arange(need), piece).astype(np.float32)


def measured_mixture(voice, noise, snr, random):
    """Half a second of noise alone, then three with the voice: (noisy, clean), at an everyday level."""
    count = MIXTURE
    clean = np.zeros(count, np.float32)
    clean[RATE // 2 :] = voice[: count - RATE // 2]
    noisy = clean + scaled(noise[:count], clean[RATE // 2 :], snr)
    level = 10 ** (random.uniform(-35, -20) / 20) / clean[RATE // 2 :].std()
    return (noisy * level).astype(np.float32), (clean * level).astype(np.float32)
