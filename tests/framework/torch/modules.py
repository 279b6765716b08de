# Writes the small TorchScript files beside this program that the tests of models load; run it again after a change.
# SPDX-License-Identifier: MIT
import json
import os
from typing import List, Optional, Tuple

import torch
from tilde_modules import Attributes, Tilde, TwoDeclared
from torch import Tensor, nn

FOLDER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "modules")


class Noise(nn.Module):
    def forward(self, x: Tensor) -> Tensor:
        return x + 0.1 * torch.randn_like(x)


class CarriedState(nn.Module):
    """Gives its state, and takes it back: none at first."""

    def forward(self, x: Tensor, h: Optional[Tensor] = None) -> Tuple[Tensor, Tensor]:
        before = torch.zeros(1) if h is None else h
        y = torch.cumsum(x, -1) + before
        return y, y.reshape(-1)[-1:]


class DescribedState(nn.Module):
    """Takes a state of a shape that only audio_node.json tells, and a drive."""

    def forward(self, x: Tensor, drive: float, h: Tensor) -> Tuple[Tensor, Tensor]:
        y = torch.cumsum(x, -1) * drive + h.sum()
        return y, torch.ones(1, 1, 3) * (y.reshape(-1)[-1] / 3)


class InPlace(nn.Module):
    """Writes into a buffer in place, as cached convolutions do: a delay by 100 frames."""

    def __init__(self):
        super().__init__()
        self.register_buffer("cache", torch.zeros(1, 1, 100))

    def forward(self, x: Tensor) -> Tensor:
        joined = torch.cat([self.cache, x], 2)
        self.cache.copy_(joined[..., -100:])
        return joined[..., : x.size(2)]


class WrittenWeight(nn.Module):
    """Keeps its state in what it calls a weight."""

    def __init__(self):
        super().__init__()
        self.last = nn.Parameter(torch.zeros(1), requires_grad=False)

    def forward(self, x: Tensor) -> Tensor:
        y = x + self.last
        self.last.copy_(y.reshape(-1)[-1:])
        return y


class TrainingMode(nn.Module):
    def __init__(self):
        super().__init__()
        self.dropout = nn.Dropout(0.5)

    def forward(self, x: Tensor) -> Tensor:
        return self.dropout(x)


class Windows(nn.Module):
    """One value for each window of four, as recurrent amplifier models do."""

    def forward(self, x: Tensor) -> Tensor:
        if x.dim() != 3 or x.size(1) != 4:
            raise ValueError("windows of four are wanted")
        return x[:, 0, :] + 10 * x[:, 3, :]


class TwoSounds(nn.Module):
    """Wants two sounds of one length, and gives a list."""

    def forward(self, x: Tensor, side: Tensor) -> List[Tensor]:
        if x.shape != side.shape:
            raise ValueError("two sounds of one length are wanted")
        return [x - side, (x * side).reshape(1, 1, -1, 128).mean(-1)]


class Presence(nn.Module):
    """Hears blocks of 512 frames, and says whether there is any sound in each."""

    def forward(self, x: Tensor) -> Tensor:
        if x.dim() != 2 or x.size(1) != 512:
            raise ValueError("blocks of 512 are wanted")
        return (x.abs().max() > 0.05).float().reshape(1, 1)


class Slow(nn.Module):
    """Turns the sign, after so many products of matrices."""

    def forward(self, x: Tensor, work: int) -> Tensor:
        matrix = torch.full((256, 256), 1.0 / 256)
        for _ in range(work):
            matrix = matrix @ matrix
        return -x if float(matrix[0, 0]) > 0 else x


class NoForward(nn.Module):
    @torch.jit.export
    def enhance(self, x: Tensor) -> Tensor:
        return 2 * x


class Loudness(nn.Module):
    """Gives a bare number, a tensor without sides, and a truth."""

    def forward(self, x: Tensor) -> Tuple[float, Tensor, bool]:
        return float(x.abs().max()), x.square().mean(), bool(x.abs().max() > 0.25)


class Endless(nn.Module):
    def forward(self, x: Tensor) -> Tensor:
        while True:
            x = x + 1
        return x


class Greedy(nn.Module):
    def forward(self, x: Tensor) -> Tensor:
        return x + torch.zeros(1 << 42).sum()


class Refusing(nn.Module):
    def forward(self, x: Tensor) -> Tensor:
        raise ValueError("nothing pleases me")


class Text(nn.Module):
    def forward(self, x: Tensor) -> str:
        return "no sound"


class Shrinking(nn.Module):
    """Gives less with each call, from the fifth on."""

    def __init__(self):
        super().__init__()
        self.calls: int = 0

    def forward(self, x: Tensor) -> Tensor:
        self.calls += 1
        return x[..., : x.size(-1) - max(0, self.calls - 4)]


DESCRIPTION = {
    "layout": "bct",
    "block": 128,
    "rate": 22050,
    "latency": 7,
    "outputs": ["sum"],
    "numbers": {"drive": {"name": "push", "init": 2, "min": 0, "max": 4}},
    "arguments": {"h": {"state": [1, 1, 3]}},
}


def save(module, extra=None):
    name = type(module).__name__
    path = os.path.join(FOLDER, name + ".ts")
    torch.jit.save(torch.jit.script(module), path, _extra_files=extra or {})


if __name__ == "__main__":
    os.makedirs(FOLDER, exist_ok=True)
    save(DescribedState(), {"audio_node.json": json.dumps(DESCRIPTION)})
    for kind in [Tilde, Attributes, TwoDeclared, Noise, CarriedState, InPlace, WrittenWeight, TrainingMode, Windows,
                 TwoSounds, Presence, Slow, NoForward, Loudness, Endless, Greedy, Refusing, Text, Shrinking]:
        save(kind())
