"""The network of the mixer: over a set of tracks, any number in any order."""
# SPDX-License-Identifier: MIT
import torch

from mixer.features import BANDS, ROLES

INPUTS = 15 + BANDS + len(ROLES)
WIDTH = 16
ASPECTS = ("level", "pan", "send")
UNITS = {"level": (0.0, 6.0), "pan": (0.0, 0.5), "send": (-18.0, 6.0)}  # what an output of 0 and of 1 is: dB, of 1, dB
LEAST, MOST = -2.0, 1.0  # natural logarithm of a deviation in these units


class Dense(torch.nn.Module):
    """A layer of every member at once."""

    def __init__(self, members, inputs, outputs, scale=1.0):
        super().__init__()
        self.weight = torch.nn.Parameter(scale * torch.randn(members, outputs, inputs) / inputs**0.5)
        self.bias = torch.nn.Parameter(torch.zeros(members, outputs))

    def forward(self, x):
        return torch.einsum("mstk,mok->msto", x, self.weight) + self.bias[:, None, None]


class Mixer(torch.nn.Module):
    """Members of different seeds, side by side. Each track is heard by itself, then beside the mean of all."""

    def __init__(self, members, dropout):
        super().__init__()
        self.hear = Dense(members, INPUTS, WIDTH)
        self.compare = Dense(members, 2 * WIDTH, WIDTH)
        self.decide = Dense(members, WIDTH, 2 * len(ASPECTS), scale=0.1)
        self.dropout = torch.nn.Dropout(dropout)

    def forward(self, tracks, heard):
        """tracks: [member, song, track, input]; heard: [member, song, track], 1 where there is a track. Returns means and logarithms
        of deviations, [member, song, track, aspect] each, in units; levels have a mean of 0 over the tracks."""
        heard = heard[..., None]
        counts = heard.sum(2, keepdim=True)
        alone = torch.tanh(self.hear(self.dropout(tracks)))
        together = (alone * heard).sum(2, keepdim=True) / counts
        beside = torch.tanh(self.compare(self.dropout(torch.cat([alone, together.expand_as(alone)], 3))))
        said = self.decide(self.dropout(beside))
        means, deviations = said[..., : len(ASPECTS)], said[..., len(ASPECTS):]
        level = means[..., :1] - (means[..., :1] * heard).sum(2, keepdim=True) / counts
        return torch.cat([level, means[..., 1:]], 3), deviations.clamp(LEAST, MOST)
