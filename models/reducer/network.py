"""The network: gains for bands of a short-time spectrum, from levels and from how far they lie above a running floor."""
# SPDX-License-Identifier: MIT
import math

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
    """First bins of bands: a bin each below 1.5 kHz, then wider and wider."""
    return [*range(0, 32), *range(32, 96, 2), *range(96, 192, 4), *range(192, 513, 16)]


def band_of_bins():
    """The band that each bin is in."""
    return torch.bucketize(torch.arange(SIZE // 2 + 1), torch.tensor(band_edges()), right=True) - 1


class Reducer(nn.Module):
    """A stream of mono sound at 48 kHz: forward takes and gives [1, 1, 256]; what leaves is 256 frames late.

    Inside, a causal convolutional network runs over the hops; its dilated layers look back by 165 ms, the floor by seconds.
    """

    def __init__(self, channels: int = 80, layers: int = 4):
        super().__init__()
        bands, band = len(band_edges()), band_of_bins()
        within = nn.functional.one_hot(band).float()
        self.hear = nn.Conv1d(2 * bands, channels, 1)
        self.think = nn.ModuleList([nn.Conv1d(channels, channels, 3, dilation=2**layer) for layer in range(layers)])
        self.decide = nn.Conv1d(channels, bands, 1)
        self.slope = nn.Parameter(torch.full((bands,), 2.3))  # begins as a Wiener filter, whose odds are the ratio of
        self.offset = nn.Parameter(torch.full((bands,), -1.4))  # powers, with noise 4 dB above the floor
        self.hop, self.rise = HOP, 0.8 * HOP / RATE  # the floor rises by 8 dB per second
        for name, values in zip(("analysis", "synthesis", "band", "mean"), (*windows(), band, within / within.sum(0))):
            self.register_buffer(name, values)
        self.register_buffer("past", torch.zeros(SIZE))
        self.register_buffer("tail", torch.zeros(HOP))
        self.register_buffer("smooth", torch.ones(1, bands))
        self.register_buffer("floor", torch.ones(1, bands))
        self.register_buffer("before", torch.zeros(1, channels, 2 ** (layers + 1) - 2))  # what the layers heard last

    def level(self, power):
        """Bels of the mean power of bands."""
        return torch.log10(power + 1e-7)

    def follow(self, level, smooth, floor):
        """The smoothed level and the floor under it, one frame on."""
        smooth = 0.85 * smooth + 0.15 * level
        return smooth, torch.minimum(floor + self.rise, smooth)

    def gains(self, level, floor, before):
        """Gains of bands, 0 to 1, for [batch, frames, bands] of levels and floors; and what the layers heard last."""
        x, kept, begin = self.hear(torch.cat([0.5 * level + 1, level - floor], dim=2).transpose(1, 2)), [], 0
        for layer in self.think:
            x = torch.relu(x)
            reach = 2 * layer.dilation[0]
            heard = torch.cat([before[:, :, begin : begin + reach], x], dim=2)
            kept.append(heard[:, :, -reach:])
            x = x + layer(heard)
            begin += reach
        odds = self.decide(torch.relu(x)).transpose(1, 2) + self.slope * (level - floor) + self.offset
        return torch.sigmoid(odds), torch.cat(kept, dim=2)

    def forward(self, x):
        self.past = torch.cat([self.past[self.hop :], x.reshape(-1)])
        spectrum = torch.fft.rfft(self.past * self.analysis)
        level = self.level((spectrum.real**2 + spectrum.imag**2).unsqueeze(0) @ self.mean)
        self.smooth, self.floor = self.follow(level, self.smooth, self.floor)
        gains, self.before = self.gains(level.unsqueeze(0), self.floor.unsqueeze(0), self.before)
        cleaned = torch.fft.irfft(spectrum * gains.reshape(-1)[self.band])[-2 * self.hop :] * self.synthesis
        y = self.tail + cleaned[: self.hop]
        self.tail = cleaned[self.hop :]
        return y.reshape(1, 1, -1)

    @torch.jit.export
    def reset(self):
        self.past = torch.zeros_like(self.past)
        self.tail = torch.zeros_like(self.tail)
        self.smooth = torch.ones_like(self.smooth)
        self.floor = torch.ones_like(self.floor)
        self.before = torch.zeros_like(self.before)
