"""The network: gains for bands of a short-time spectrum, from what classical noise reducers know of it."""
# SPDX-License-Identifier: MIT
import math
from typing import Tuple

import torch
from torch import nn

RATE, SIZE, HOP = 48000, 1024, 256  # a window of 21 ms looks back, sound leaves it after two hops


def windows():
    """Analysis and synthesis windows for low latency (Mauler and Martin, 2007).

    The first looks far back, for resolution in frequency; the second is two hops long; their product is a Hann window.
    """
    rise = torch.sin(torch.arange(SIZE - HOP) / (SIZE - HOP) * math.pi / 2)
    fall = torch.cos(torch.arange(HOP) / HOP * math.pi / 2)
    hann = torch.sin(torch.arange(2 * HOP) / (2 * HOP) * math.pi) ** 2
    analysis = torch.cat([rise, fall])
    synthesis = hann / analysis[-2 * HOP :]
    return analysis, synthesis


def band_edges():
    """First bins of bands: a bin each below 1.9 kHz, then wider and wider."""
    return [*range(0, 40), *range(40, 72, 2), *range(72, 120, 4), *range(120, 248, 16), *range(248, 480, 48)]


def band_of_bins():
    """The band that each bin is in."""
    return torch.bucketize(torch.arange(SIZE // 2 + 1), torch.tensor(band_edges()), right=True) - 1


BANDS, CLUES = len(band_edges()), 5


class Tracker(nn.Module):
    """What is known of each band without learning, hop by hop: the noise in it, and how far the sound lies above.

    The noise is tracked by the probability that a band holds speech (Gerkmann and Hendriks, 2012), which trusts the first
    frames, once fast and once slowly; a floor of minima rises slowly. The signal-to-noise ratio that a
    Wiener filter wants follows its own last decision (Ephraim and Malah, 1984). All begins with zeros.
    """

    def __init__(self):
        super().__init__()
        self.bands = BANDS
        self.rise = 0.6 * HOP / RATE  # the floor rises by 6 dB per second
        self.speech = 10**1.5  # how far speech lies above the noise where it is present: 15 dB
        self.register_buffer("least", torch.tensor([0.07, 0.01]).view(2, 1, 1))  # noise is a mean over 76 ms, and over 0.5 s

    @torch.jit.export
    def begin(self, batch: int) -> torch.Tensor:
        """What is tracked before the first frame: [9, batch, bands]."""
        return torch.zeros(9, batch, self.bands)

    def forward(self, power: torch.Tensor, tracked: torch.Tensor) -> Tuple[torch.Tensor, torch.Tensor]:
        """Clues [batch, 5, bands] for powers of bands, and what is tracked, one frame on."""
        noise, mean = tracked[:2], tracked[2:4]
        last, smooth, floor, loudness, heard = tracked[4:].unbind(0)
        power = power + 1e-9
        level = torch.log10(power)
        new = 1 / (heard + 1)  # at first all is averaged
        likely = self.speech / (1 + self.speech) * power / (noise + 1e-9)
        probability = 1 / (1 + (1 + self.speech) * torch.exp(-likely.clamp(max=80.0)))
        mean = 0.965 * mean + 0.035 * probability
        probability = torch.minimum(probability, 1 - 0.01 * (mean > 0.99)) * (heard >= 16)
        noise = noise + torch.maximum(new, self.least) * (1 - probability) * (power - noise)
        ratio = (0.95 * last / noise[1] + 0.05 * (power / noise[1] - 1).clamp(min=0.0)).clamp(min=10**-2.5)
        last = (ratio / (1 + ratio)) ** 2 * power
        smooth = smooth + new.clamp(min=0.15) * (level - smooth)
        floor = torch.where(heard < 4, smooth, torch.minimum(floor + self.rise, smooth))
        loudness = loudness + new.clamp(min=0.01) * (torch.log10(power.mean(1, keepdim=True)) - loudness)
        above = level - torch.log10(noise)
        clues = torch.stack([level - loudness, torch.log10(ratio), above[0], above[1], level - floor], 1)
        return clues, torch.cat([noise, mean, torch.stack([last, smooth, floor, loudness, heard + 1])])


class Mask(nn.Module):
    """Gains from clues: a memory over all bands tells, for each band and frame, how far each clue is to be trusted."""

    def __init__(self, units: int = 64):
        super().__init__()
        self.bands, self.clues, self.bound = BANDS, CLUES, math.inf
        self.hear = nn.Linear(CLUES * BANDS, units)
        self.remember = nn.GRU(units, units, batch_first=True)
        self.tell = nn.Linear(units, (CLUES + 1) * BANDS)
        with torch.no_grad():  # begins as a Wiener filter, whose odds are the ratio of powers
            self.tell.weight *= 0.1
            self.tell.bias.zero_().view(CLUES + 1, BANDS)[1] = math.log(10)

    def begin(self, batch: int) -> torch.Tensor:
        """What is remembered before the first frame."""
        return torch.zeros(1, batch, self.remember.hidden_size)

    def forward(self, clues: torch.Tensor, hidden: torch.Tensor) -> Tuple[torch.Tensor, torch.Tensor]:
        """Gains, 0 to 1, [batch, frames, bands] for clues [batch, frames, 5, bands]; and what is remembered."""
        x, hidden = self.remember(torch.relu(self.hear(clues.flatten(2))), hidden)
        told = self.tell(x).unflatten(2, [self.clues + 1, self.bands])
        odds = (told[:, :, :-1] * clues).sum(2) + told[:, :, -1]
        if math.isfinite(self.bound):
            wiener = math.log(10) * clues[:, :, 1]
            odds = wiener + (odds - wiener).clamp(-self.bound, self.bound)
        return torch.sigmoid(odds), hidden


class Reducer(nn.Module):
    """A stream of mono sound at 48 kHz: forward takes and gives [1, 1, 256]; what leaves is 256 frames late."""

    def __init__(self):
        super().__init__()
        self.tracker, self.mask, self.hop = Tracker(), Mask(), HOP
        band = band_of_bins()
        within = nn.functional.one_hot(band).float()
        for name, values in zip(("analysis", "synthesis", "band", "mean"), (*windows(), band, within / within.sum(0))):
            self.register_buffer(name, values)
        for name, zeros in zip(("past", "tail", "tracked", "hidden"), self.silence()):
            self.register_buffer(name, zeros)

    def silence(self) -> Tuple[torch.Tensor, torch.Tensor, torch.Tensor, torch.Tensor]:
        """What is remembered before the first frame."""
        return torch.zeros_like(self.analysis), torch.zeros(self.hop), self.tracker.begin(1), self.mask.begin(1)

    def forward(self, x):
        self.past = torch.cat([self.past[self.hop :], x.reshape(-1)])
        spectrum = torch.fft.rfft(self.past * self.analysis)
        clues, self.tracked = self.tracker((spectrum.real**2 + spectrum.imag**2).unsqueeze(0) @ self.mean, self.tracked)
        gains, self.hidden = self.mask(clues.unsqueeze(1), self.hidden)
        cleaned = torch.fft.irfft(spectrum * gains.reshape(-1)[self.band])[-2 * self.hop :] * self.synthesis
        y = self.tail + cleaned[: self.hop]
        self.tail = cleaned[self.hop :]
        return y.reshape(1, 1, -1)

    @torch.jit.export
    def reset(self):
        self.past, self.tail, self.tracked, self.hidden = self.silence()
