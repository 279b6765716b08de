"""Pieces to train on: voices and noises as amplitudes in bands, which are mixed anew in every update without a sound."""
# SPDX-License-Identifier: MIT
import numpy as np
import torch

from reducer.mixtures import cut, training_noises
from reducer.network import HOP, SIZE, band_edges, windows
from reducer.voices import training_voices
from training.sound import kept

COUNT, FRAMES = 1500, 160
EDGES = band_edges()


def in_bands(values):
    """Means over the bins of each band, for [frames, bins]."""
    return np.add.reduceat(values, EDGES, axis=1) / np.diff([*EDGES, values.shape[1]])


def spectrum_of(sound, window=windows()[0].numpy()):
    return np.fft.rfft(np.lib.stride_tricks.sliding_window_view(sound, SIZE)[::HOP] * window)


def cut_pieces():
    """Amplitudes of voices and of noises, and the coherence of each pair: [3, pieces, frames, bands]."""
    random, length = np.random.default_rng(2), SIZE + HOP * (FRAMES - 1)
    voices = training_voices()
    noises, voices = training_noises(voices), list(voices.values())
    pieces = np.zeros((3, COUNT, FRAMES, len(EDGES)), np.float16)
    for index in range(COUNT):
        voice = cut(random, voices, length, random.uniform(0.85, 1.25))
        if random.random() < 0.2:
            voice[: random.integers(length)] = 0
        noise = cut(random, noises, length)
        if random.random() < 0.3:
            noise = noise + np.float32(random.uniform(0.1, 1)) * cut(random, noises, length)
        v, n = spectrum_of(voice), spectrum_of(noise * np.float32(0.1 / (noise.std() + 1e-6)))
        a, b = (np.sqrt(in_bands(z.real**2 + z.imag**2)) for z in (v, n))
        pieces[:, index] = a, b, in_bands((v * n.conj()).real) / (a * b + 1e-12)
    return pieces


class Mixtures:
    """Any voice goes with any noise and any coherence: phases of sounds that know nothing of each other are alike for all."""

    def __init__(self, random):
        self.random, self.pieces = random, kept("pieces", cut_pieces)

    def tones(self, batch):
        """Gains of microphones and rooms over the bands, smooth and different for each row."""
        knots, places = self.random.uniform(-8, 8, size=(batch, 8)), np.linspace(0, 7, len(EDGES))
        return 10 ** (np.stack([np.interp(places, np.arange(8), row) for row in knots])[:, None] / 20)

    def some(self, which, batch):
        return self.pieces[which, self.random.integers(COUNT, size=batch)].astype(np.float32)

    def next(self, batch):
        """(|mixture|², Re(mixture voice*), |voice|²) of bands, each [batch, frames, bands]; in one of twelve there is no voice."""
        level = 10 ** (self.random.uniform(-22, 10, size=(batch, 1, 1)) / 20)
        voice = self.some(0, batch) * level * self.tones(batch) * (self.random.random((batch, 1, 1)) > 1 / 12)
        noise = self.some(1, batch) * level * self.tones(batch) * 10 ** (-self.random.uniform(-6, 20, size=(batch, 1, 1)) / 20)
        cross = voice * noise * self.some(2, batch)
        return [torch.from_numpy(part.astype(np.float32)) for part in (voice**2 + 2 * cross + noise**2, voice**2 + cross, voice**2)]
