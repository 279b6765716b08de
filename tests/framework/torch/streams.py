# Writes the small TorchScript files beside this program that are run, or not, by our own kernels; run it again after a change.
# SPDX-License-Identifier: MIT
import os
from typing import Optional, Tuple

import torch
import torch.nn.functional as F
from torch import Tensor, nn

FOLDER = os.path.dirname(os.path.abspath(__file__))


class Stream(nn.Module):
    """What is below this one is run by our own kernels."""

    folder = "streams"


class Block(nn.Module):
    """What is below this one is left to LibTorch."""

    folder = "blocks"


class Tail(nn.Module):
    """What came last, before what comes now."""

    def __init__(self, channels: int, frames: int):
        super().__init__()
        self.frames = frames
        self.register_buffer("kept", torch.zeros(1, channels, frames))

    def forward(self, x: Tensor) -> Tensor:
        whole = torch.cat([self.kept, x], dim=2)
        self.kept = whole[:, :, -self.frames :]
        return whole


class Causal(nn.Module):
    def __init__(self, inputs: int, outputs: int, kernel: int, dilation: int = 1, groups: int = 1, bias: bool = True):
        super().__init__()
        self.tail = Tail(inputs, (kernel - 1) * dilation)
        self.layer = nn.Conv1d(inputs, outputs, kernel, dilation=dilation, groups=groups, bias=bias)

    def forward(self, x: Tensor) -> Tensor:
        return self.layer(self.tail(x))


class Convolution(Stream):
    def __init__(self):
        super().__init__()
        self.first, self.second, self.third = Causal(1, 7, 5, 3), Causal(7, 6, 2, 11, bias=False), Causal(6, 2, 1 + 1)

    def forward(self, x: Tensor) -> Tensor:
        return self.third(self.second(self.first(x)))


class Groups(Stream):
    def __init__(self):
        super().__init__()
        self.spread, self.each, self.some, self.all = nn.Conv1d(1, 12, 1), Causal(12, 12, 3, 2, 12), Causal(12, 10, 4, 1, 2), nn.Conv1d(10, 1, 1)

    def forward(self, x: Tensor) -> Tensor:
        return self.all(self.some(self.each(self.spread(x))))


class Functions(Stream):
    """Every function of single values and of two."""

    def __init__(self):
        super().__init__()
        self.spread, self.slope = nn.Conv1d(1, 8, 1), nn.PReLU(8, 0.2)
        self.register_buffer("scale", torch.linspace(-2, 2, 8).view(1, 8, 1))

    def forward(self, x: Tensor) -> Tensor:
        y = self.spread(4 * x)
        a = torch.tanh(y) + torch.sigmoid(y) - F.relu(y) * F.leaky_relu(y, 0.3)
        b = self.slope(y) - F.hardtanh(y, -0.4, 0.7) + torch.clamp(y, max=0.5) + F.softsign(y) + F.silu(y)
        c = torch.exp(-y.abs()) / (1 + y * y) + (3 - y) / 2 + torch.square(y) - torch.sub(y, x, alpha=0.3)
        return torch.cat([(a + b) * self.scale + c, y.sigmoid_().mul_(0.5), F.glu(y, 1)], dim=1)


class Channels(Stream):
    """Channels are taken apart and put together."""

    def __init__(self):
        super().__init__()
        self.spread = nn.Conv1d(1, 8, 1)

    def forward(self, x: Tensor) -> Tensor:
        y = self.spread(x)
        a, b = y.chunk(2, dim=1)
        c, d = torch.split(y, [3, 5], dim=1)
        return torch.cat([a * b, c, d[:, 1:3], y[:, 4].unsqueeze(1), y.transpose(1, 2)[:, :, 2:3].permute(0, 2, 1)], dim=1)


class Normalized(Stream):
    def __init__(self):
        super().__init__()
        self.spread, self.norm, self.drop = nn.Conv1d(1, 5, 1), nn.BatchNorm1d(5), nn.Dropout(0.5)
        for numbers in (self.norm.running_mean, self.norm.running_var, self.norm.weight.data, self.norm.bias.data):
            numbers.uniform_(0.2, 1)

    def forward(self, x: Tensor) -> Tensor:
        return self.drop(self.norm(self.spread(x)))


class Lstm(Stream):
    def __init__(self, units: int = 32, layers: int = 1):
        super().__init__()
        self.layer, self.out = nn.LSTM(1, units, layers, batch_first=True), nn.Linear(units, 1)
        self.register_buffer("h", torch.zeros(layers, 1, units))
        self.register_buffer("c", torch.zeros(layers, 1, units))

    def forward(self, x: Tensor) -> Tensor:
        y, (self.h, self.c) = self.layer(x.transpose(1, 2), (self.h, self.c))
        return x + self.out(y).transpose(1, 2)


class Lstms(Lstm):
    def __init__(self):
        super().__init__(9, 3)


class Gru(Stream):
    def __init__(self):
        super().__init__()
        self.layers, self.out = nn.GRU(1, 12, 2, bias=False), nn.Linear(12, 2)
        self.register_buffer("h", torch.zeros(2, 1, 12))

    def forward(self, x: Tensor) -> Tensor:
        y, h = self.layers(x.permute(2, 0, 1), self.h)
        self.h.copy_(h)
        return self.out(y).permute(1, 2, 0)


class Handed(Stream):
    """Its state is handed to it."""

    def __init__(self):
        super().__init__()
        self.layer, self.out = nn.GRU(1, 8), nn.Linear(8, 1)

    def forward(self, x: Tensor, h: Optional[Tensor] = None) -> Tuple[Tensor, Tensor]:
        y, h = self.layer(x.permute(2, 0, 1), h)
        return self.out(y).permute(1, 2, 0), h


class Tcn(Stream):
    """Dilated convolutions, each with a residual, and a gate at the end."""

    def __init__(self, channels: int = 16):
        super().__init__()
        self.causal, self.bend, self.past = nn.ModuleList(), nn.ModuleList(), nn.ModuleList()
        for layer in range(4):
            inputs = channels if layer > 0 else 1
            self.causal.append(Causal(inputs, channels, 3, 2**layer))
            self.bend.append(nn.PReLU(channels))
            self.past.append(nn.Conv1d(inputs, channels, 1))
        self.out = nn.Conv1d(channels, 2, 1)

    def forward(self, x: Tensor) -> Tensor:
        for causal, bend, past in zip(self.causal, self.bend, self.past):
            x = bend(causal(x)) + past(x)
        gate, y = self.out(x).chunk(2, dim=1)
        return torch.sigmoid(gate) * torch.tanh(y)


class OneTail(Stream):
    """Keeps its input only, and computes the past of inner layers again."""

    def __init__(self):
        super().__init__()
        self.tail, self.first, self.second, self.past = Tail(1, 14), nn.Conv1d(1, 6, 3, dilation=2), nn.Conv1d(6, 3, 6, dilation=2), nn.Conv1d(1, 3, 1)

    def forward(self, x: Tensor) -> Tensor:
        x = self.tail(x)
        y = self.second(torch.tanh(self.first(x)))
        return y + self.past(x)[:, :, -y.size(2) :] * x[:, :, 3:-11]


class Behind(Stream):
    """Without memory: gives fewer frames than it is given."""

    def __init__(self):
        super().__init__()
        self.first, self.second = nn.Conv1d(1, 6, 5, dilation=4), nn.Conv1d(6, 1, 9)

    def forward(self, x: Tensor) -> Tensor:
        y = self.second(torch.tanh(self.first(x)))
        return y + x[..., 24:]


class Padding(Block):
    def __init__(self):
        super().__init__()
        self.layer = nn.Conv1d(1, 1, 3)

    def forward(self, x: Tensor) -> Tensor:
        return self.layer(F.pad(x, (2, 0)))


class PaddingLayer(Block):
    def __init__(self):
        super().__init__()
        self.layer = nn.Conv1d(1, 1, 3, padding=1)

    def forward(self, x: Tensor) -> Tensor:
        return self.layer(x)


class Forgetful(Block):
    def __init__(self):
        super().__init__()
        self.layer, self.out = nn.LSTM(1, 4, batch_first=True), nn.Linear(4, 1)

    def forward(self, x: Tensor) -> Tensor:
        y, _ = self.layer(x.transpose(1, 2))
        return self.out(y).transpose(1, 2)


class WrongTail(Block):
    """Keeps what it heard one frame earlier than it should."""

    def __init__(self):
        super().__init__()
        self.layer = nn.Conv1d(1, 1, 3)
        self.register_buffer("kept", torch.zeros(1, 1, 2))

    def forward(self, x: Tensor) -> Tensor:
        whole = torch.cat([self.kept, x], dim=2)
        self.kept = whole[:, :, -3:-1]
        return self.layer(whole)


class Counting(Block):
    def __init__(self):
        super().__init__()
        self.calls: int = 0

    def forward(self, x: Tensor) -> Tensor:
        self.calls += 1
        return x * self.calls


class Loudest(Block):
    def forward(self, x: Tensor) -> Tensor:
        return x / (1 + x.abs().max())


class Ramp(Block):
    """Its gain depends on where in a block a frame is."""

    def forward(self, x: Tensor) -> Tensor:
        return x * torch.linspace(0, 1, x.size(2))


class Started(Block):
    """Its memory does not begin with zeros."""

    def __init__(self):
        super().__init__()
        self.register_buffer("kept", torch.ones(1, 1, 2))

    def forward(self, x: Tensor) -> Tensor:
        whole = torch.cat([self.kept, x], dim=2)
        self.kept = whole[:, :, -2:]
        return whole[:, :, 1:-1]


class Depending(Block):
    """Long blocks have another gain."""

    def forward(self, x: Tensor) -> Tensor:
        return x * 2 if x.size(2) > 200 else x * 3


class Large(Block):
    """Too many weights for the audio thread, all of them in its text."""

    def forward(self, x: Tensor) -> Tensor:
        y = F.conv1d(x, torch.ones(700, 1, 1) * 0.01)
        return F.conv1d(F.conv1d(y, torch.ones(700, 700, 1) * 0.01), torch.ones(1, 700, 1) * 0.01)


class Backwards(Block):
    def forward(self, x: Tensor) -> Tensor:
        return x.flip(2)


if __name__ == "__main__":
    kinds = [k for base in (Stream, Block) for k in base.__subclasses__()]
    for kind in kinds + Lstm.__subclasses__():
        torch.manual_seed(1)
        folder = os.path.join(FOLDER, kind.folder)
        os.makedirs(folder, exist_ok=True)
        torch.jit.script(kind().eval()).save(os.path.join(folder, kind.__name__ + ".ts"))
