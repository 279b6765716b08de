"""The network: an LSTM hears the sound and turns it up or down, a small dense network then bends it."""
# SPDX-License-Identifier: MIT
import torch
from torch import nn


class ChainModel(nn.Module):
    """A stream of mono sound: forward takes and gives [1, 1, frames], any number of frames, and keeps its state in buffers."""

    def __init__(self, cells: int = 24, bends: int = 16):
        super().__init__()
        self.listener = nn.LSTM(3, cells, batch_first=True)
        self.turn = nn.Linear(cells, 1)
        self.bend = nn.Linear(1, bends)
        self.unbend = nn.Linear(bends, 1)
        self.register_buffer("h", torch.zeros(1, 1, cells))
        self.register_buffer("c", torch.zeros(1, 1, cells))

    def features(self, x):
        """What the listener is told of `x` [batch, frames, 1]: waves, levels, and how loud what is quiet is."""
        return torch.cat([8 * x, 8 * x.abs(), torch.tanh(24 * x.abs())], dim=2)

    def shaped(self, x, heard):
        """What leaves the chain: `x` [batch, frames, 1], and what the listener says of it."""
        loud = x * torch.exp(self.turn(heard))
        return loud + self.unbend(torch.tanh(self.bend(loud)))

    def forward(self, x):
        x = x.transpose(1, 2)
        heard, (self.h, self.c) = self.listener(self.features(x), (self.h, self.c))
        return self.shaped(x, heard).transpose(1, 2)

    @torch.jit.export
    def reset(self):
        self.h = torch.zeros_like(self.h)
        self.c = torch.zeros_like(self.c)
