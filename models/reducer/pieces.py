"""Pieces to train on: voices and noises as amplitudes in bands, which are mixed anew in every update without a sound."""
# SPDX-License-Identifier: MIT
import numpy as np
import torch

from reducer.mixtures import cut, training_noises
from reducer.network import HOP, SIZE, band_edges, windows
from reducer.voices import training_voices
from training.sound import kept

COUNT, FRAMES = 1000, 600
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
        voice = cut(random, voices, length, random.uniform(0.8, 1.3))
        noise = cut(random, noises, length)
        v, n = spectrum_of(voice), spectrum_of(noise * np.float32(0.1 / (noise.std() + 1e-6)))
        a, b = (np.sqrt(in_bands(z.real**2 + z.imag**2)) for z in (v, n))
        pieces[:, index] = a, b, in_bands((v * n.conj()).real) / (a * b + 1e-12)
    return pieces


class Mixtures:
    """Any voice goes with any noise and any coherence: phases of sounds that know nothing of each other are alike for all."""

    def __init__(self, random):
        self.random, self.pieces = random, kept("pieces", cut_pieces)

    def some(self, which, batch):
        return self.pieces[which, self.random.integers(COUNT, size=batch)].astype(np.float32)

    def curves(self, batch, spread, knots, points):
        """Smooth random gains over `points`, with a deviation of `spread` dB, [batch, points]."""
        heights = self.random.normal(0, spread, size=(batch, knots))
        rows = [np.interp(np.linspace(0, knots - 1, points), np.arange(knots), row) for row in heights]
        return np.float32(10) ** (np.stack(rows).astype(np.float32) / 20)

    def coloured(self, which, batch, spread):
        """Pieces, each with a colour of its own, as microphones and rooms give."""
        return self.some(which, batch) * self.curves(batch, spread, 8, len(EDGES))[:, None]

    def share(self, batch, probability):
        """One for some rows of the batch, and zero for the others."""
        return (self.random.random((batch, 1, 1)) < probability).astype(np.float32)

    def decibels(self, low, high, batch):
        return (10 ** (self.random.uniform(low, high, size=(batch, 1, 1)) / 20)).astype(np.float32)

    def crowd(self, batch):
        """Voices at once, some of them further away: [batch, frames, bands]."""
        voices = self.coloured(0, batch, 5)
        for _ in range(self.random.integers(1, 7)):
            voice = self.coloured(0, batch, 5) * self.decibels(-10, 0, batch)
            voices = np.sqrt(np.maximum(voices**2 + voice**2 + 2 * voices * voice * self.some(2, batch), 0))
        return voices

    def next(self, batch):
        """(|mixture|², Re(mixture voice*), |voice|²) of bands, each [batch, frames, bands].

        Some have two noises, some noises swell, some voices begin late, and in a few there is no voice or no noise at first.
        """
        frame = np.arange(FRAMES)[None, :, None]
        level, silent = self.decibels(-22, 10, batch), self.random.integers(FRAMES // 2, size=(batch, 1, 1))
        voice = self.coloured(0, batch, 5) * level * (1 - self.share(batch, 0.5) * (frame < silent)) * self.share(batch, 0.95)
        other = self.coloured(1, batch, 7) * self.share(batch, 0.3) * self.decibels(-15, 0, batch)
        swell = self.curves(batch, 1, self.random.integers(2, 12), FRAMES)[:, :, None] ** (self.share(batch, 0.4) * self.decibels(0, 16, batch))
        noise = np.concatenate([self.crowd(batch // 8), self.coloured(1, batch - batch // 8, 7)])
        noise = np.sqrt(noise**2 + other**2) * swell * level * self.decibels(-24, 6, batch)
        noise = noise * (1 - self.share(batch, 0.1) * (frame < silent // 2))
        cross = voice * noise * self.some(2, batch).clip(-1, 1)  # their rounding must not make powers negative
        return [torch.from_numpy(part) for part in (np.maximum(voice**2 + 2 * cross + noise**2, 0), voice**2 + cross, voice**2)]
