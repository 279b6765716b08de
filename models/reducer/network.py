"""The network: gains for bands of a short-time spectrum, from what classical noise reducers know of it."""
# SPDX-License-Identifier: MIT
import math
from typing import Tuple

import torch
from torch import nn

RATE, SIZE, HOP = 48000, 1024, 256
LEAVES = 3 * HOP  # frames of a window of 21 ms that its sound leaves by


def windows():
    """Analysis and synthesis windows for low latency (Mauler and Martin, 2007).

    The first looks far back, for resolution in frequency; the second is three hops long; their product is a Hann window.
    """
    rise = torch.sin(torch.arange(SIZE - HOP) / (SIZE - HOP) * math.pi / 2)
    fall = torch.cos(torch.arange(HOP) / HOP * math.pi / 2)
    hann = torch.sin(torch.arange(LEAVES) / LEAVES * math.pi) ** 2
    analysis = torch.cat([rise, fall])
    synthesis = hann / analysis[-LEAVES:] * (2 * HOP / LEAVES)  # three such windows overlap
    return analysis, synthesis


def band_edges():
    """First bins of bands: a bin each below 1.9 kHz, then wider and wider."""
    return [*range(0, 40), *range(40, 72, 2), *range(72, 120, 4), *range(120, 248, 16), *range(248, 480, 48)]


def band_of_bins():
    """The band that each bin is in."""
    return torch.bucketize(torch.arange(SIZE // 2 + 1), torch.tensor(band_edges()), right=True) - 1


BANDS, CLUES = len(band_edges()), 5
BASS = 1000  # Hz: below, recorded voices and noises differ most from those that are trained on
BOUNDS = {"least": (-0.5, -4.0), "most": (1.0, 4.0)}  # of departures in log odds, below and above BASS
OWN, SLOWER = 1, 5  # of what the tracker tells: the ratios of the Wiener filter that the network hears, and of a slower one


class Tracker(nn.Module):
    """What is known of each band without learning, hop by hop: the noise in it, and how far the sound lies above.

    The noise is tracked by the probability that a band holds speech (Gerkmann and Hendriks, 2012), which trusts the first
    frames, at three speeds; a floor of minima rises slowly. The signal-to-noise ratios that a Wiener filter wants, over the
    two slower ones, follow their own last decision (Ephraim and Malah, 1984). All begins with zeros.
    """

    def __init__(self):
        super().__init__()
        self.bands = BANDS
        self.rise = 0.6 * HOP / RATE  # the floor rises by 6 dB per second
        self.speech = 10**1.5  # how far speech lies above the noise where it is present: 15 dB
        self.register_buffer("least", torch.tensor([0.07, 0.01, 0.005]).view(3, 1, 1))  # noise is a mean over 76 ms, 0.5 s and 1.1 s
        self.register_buffer("keep", torch.tensor([0.95, 0.965]).view(2, 1, 1))

    @torch.jit.export
    def begin(self, batch: int) -> torch.Tensor:
        """What is tracked before the first frame: [12, batch, bands]."""
        return torch.zeros(12, batch, self.bands)

    def forward(self, power: torch.Tensor, tracked: torch.Tensor) -> Tuple[torch.Tensor, torch.Tensor]:
        """Clues and the slower ratio, [batch, 6, bands], for powers of bands, and what is tracked, one frame on."""
        noise, mean, last = tracked[:3], tracked[3:6], tracked[6:8]
        smooth, floor, loudness, heard = tracked[8:].unbind(0)
        power = power + 1e-9
        level = torch.log10(power)
        new = 1 / (heard + 1)  # at first all is averaged
        likely = self.speech / (1 + self.speech) * power / (noise + 1e-9)
        probability = 1 / (1 + (1 + self.speech) * torch.exp(-likely.clamp(max=80.0)))
        mean = 0.965 * mean + 0.035 * probability
        probability = torch.minimum(probability, 1 - 0.01 * (mean > 0.99)) * (heard >= 16)
        noise = noise + torch.maximum(new, self.least) * (1 - probability) * (power - noise)
        ratio = (self.keep * last / noise[1:] + (1 - self.keep) * (power / noise[1:] - 1).clamp(min=0.0)).clamp(min=10**-2.5)
        last = (ratio / (1 + ratio)) ** 2 * power
        smooth = smooth + new.clamp(min=0.15) * (level - smooth)
        floor = torch.where(heard < 4, smooth, torch.minimum(floor + self.rise, smooth))
        loudness = loudness + new.clamp(min=0.01) * (torch.log10(power.mean(1, keepdim=True)) - loudness)
        above = level - torch.log10(noise)
        ratio = torch.log10(ratio)
        clues = torch.stack([level - loudness, ratio[0], above[0], above[1], level - floor, ratio[1]], 1)
        return clues, torch.cat([noise, mean, last, torch.stack([smooth, floor, loudness, heard + 1])])


class Mask(nn.Module):
    """How far gains depart from those of a Wiener filter: a memory over all bands tells how far each clue is to be trusted."""

    def __init__(self, units: int = 64):
        super().__init__()
        self.bands, self.clues, self.own = BANDS, CLUES, OWN
        self.hear = nn.Linear(CLUES * BANDS, units)
        self.remember = nn.GRU(units, units, batch_first=True)
        self.tell = nn.Linear(units, (CLUES + 1) * BANDS)
        with torch.no_grad():  # begins with that Wiener filter, whose odds are the ratio of powers
            self.tell.weight *= 0.1
            self.tell.bias.zero_().view(CLUES + 1, BANDS)[1] = math.log(10)

    def begin(self, batch: int) -> torch.Tensor:
        """What is remembered before the first frame."""
        return torch.zeros(1, batch, self.remember.hidden_size)

    def forward(self, clues: torch.Tensor, hidden: torch.Tensor) -> Tuple[torch.Tensor, torch.Tensor]:
        """Departures in log odds, [batch, frames, bands], for what the tracker tells, [batch, frames, 6, bands]; and what is remembered."""
        clues = clues[:, :, : self.clues]
        x, hidden = self.remember(torch.relu(self.hear(clues.flatten(2))), hidden)
        told = self.tell(x).unflatten(2, [self.clues + 1, self.bands])
        return (told[:, :, :-1] * clues).sum(2) + told[:, :, -1] - math.log(10) * clues[:, :, self.own], hidden


class Reducer(nn.Module):
    """A stream of mono sound at 48 kHz: forward takes and gives [1, 1, 256]; what leaves is 512 frames late.

    What was learned around one Wiener filter is added to a slower one, within bounds.
    """

    def __init__(self):
        super().__init__()
        self.tracker, self.mask, self.hop, self.slower = Tracker(), Mask(), HOP, SLOWER
        band = band_of_bins()
        within = nn.functional.one_hot(band).float()
        for name, values in zip(("analysis", "synthesis", "band", "mean"), (*windows(), band, within / within.sum(0))):
            self.register_buffer(name, values)
        bass = torch.tensor(band_edges()) * RATE / SIZE < BASS
        for name, (low, high) in BOUNDS.items():
            self.register_buffer(name, torch.where(bass, low, high))
        for name, zeros in zip(("past", "tail", "tracked", "hidden"), self.silence()):
            self.register_buffer(name, zeros)

    def silence(self) -> Tuple[torch.Tensor, torch.Tensor, torch.Tensor, torch.Tensor]:
        """What is remembered before the first frame."""
        return torch.zeros_like(self.analysis), torch.zeros_like(self.synthesis), self.tracker.begin(1), self.mask.begin(1)

    def forward(self, x):
        self.past = torch.cat([self.past[self.hop :], x.reshape(-1)])
        spectrum = torch.fft.rfft(self.past * self.analysis)
        clues, self.tracked = self.tracker((spectrum.real**2 + spectrum.imag**2).unsqueeze(0) @ self.mean, self.tracked)
        departure, self.hidden = self.mask(clues.unsqueeze(1), self.hidden)
        bounded = torch.minimum(torch.maximum(departure, self.least), self.most)
        gains = torch.sigmoid(math.log(10) * clues[:, self.slower] + bounded)
        cleaned = torch.fft.irfft(spectrum * gains.reshape(-1)[self.band])[-self.synthesis.size(0) :] * self.synthesis
        self.tail = self.tail + cleaned
        y = self.tail[: self.hop]
        self.tail = torch.cat([self.tail[self.hop :], torch.zeros_like(y)])
        return y.reshape(1, 1, -1)

    @torch.jit.export
    def reset(self):
        self.past, self.tail, self.tracked, self.hidden = self.silence()
