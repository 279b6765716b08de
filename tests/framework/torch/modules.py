# Writes the small TorchScript files beside this program that the tests of models load; run it again after a change.
# SPDX-License-Identifier: MIT
import json
import os
from typing import List, Optional, Tuple

import torch
from torch import Tensor, nn

FOLDER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "modules")


class Tilde(nn.Module):
    """To nn~'s contract: three methods, and attributes of every type."""

    def __init__(self):
        super().__init__()
        self.register_buffer("forward_params", torch.tensor([1, 1, 1, 1]))
        self.register_buffer("encode_params", torch.tensor([1, 1, 4, 256]))
        self.register_buffer("decode_params", torch.tensor([4.0, 256.0, 1.0, 1.0]))
        self.register_buffer("gain_params", torch.tensor([2]))
        self.register_buffer("range_params", torch.tensor([1, 1]))
        self.register_buffer("on_params", torch.tensor([0]))
        self.register_buffer("word_params", torch.tensor([3]))
        self.gain: float = 0.5
        self.low: int = -3
        self.high: int = 3
        self.on: bool = True
        self.word: str = "hall"

    @torch.jit.export
    def get_methods(self) -> List[str]:
        return ["forward", "encode", "decode"]

    @torch.jit.export
    def get_attributes(self) -> List[str]:
        return ["none", "gain", "range", "on", "word"]

    @torch.jit.export
    def get_gain(self) -> float:
        return self.gain

    @torch.jit.export
    def set_gain(self, gain: float) -> int:
        if gain > 8:
            return -1
        self.gain = gain
        return 0

    @torch.jit.export
    def get_range(self) -> Tuple[int, int]:
        return self.low, self.high

    @torch.jit.export
    def set_range(self, low: int, high: int) -> int:
        self.low = low
        self.high = high
        return 0

    @torch.jit.export
    def get_on(self) -> bool:
        return self.on

    @torch.jit.export
    def set_on(self, on: bool) -> int:
        self.on = on
        return 0

    @torch.jit.export
    def get_word(self) -> str:
        return self.word

    @torch.jit.export
    def set_word(self, word: str) -> int:
        self.word = word
        return 0

    @torch.jit.export
    def encode(self, x: Tensor) -> Tensor:
        return torch.cat([x[..., 63::256], x[..., 127::256], x[..., 191::256], x[..., 255::256]], 1)

    @torch.jit.export
    def decode(self, z: Tensor) -> Tensor:
        return z.sum(1, keepdim=True).repeat_interleave(256, 2)

    def forward(self, x: Tensor) -> Tensor:
        print("said on standard output")
        if not self.on:
            return x
        return torch.clamp(x * self.gain, self.low / 10.0, self.high / 10.0)


class Attributes(nn.Module):
    """To nn~'s contract: a text that is heard, one beside a number, and a tensor."""

    def __init__(self):
        super().__init__()
        self.register_buffer("forward_params", torch.tensor([1, 1, 1, 1]))
        self.register_buffer("mode_params", torch.tensor([3]))
        self.register_buffer("slope_params", torch.tensor([2, 3]))
        self.register_buffer("curve_params", torch.tensor([4]))
        self.mode: str = "half"
        self.steep: float = 1.0
        self.sign: str = "+"
        self.curve = torch.ones(3)
        self.secret: int = 1

    @torch.jit.export
    def get_attributes(self) -> List[str]:
        return ["mode", "slope", "curve", "secret"]

    @torch.jit.export
    def get_mode(self) -> str:
        return self.mode

    @torch.jit.export
    def set_mode(self, mode: str) -> int:
        if mode != "half" and mode != "double":
            return -1
        self.mode = mode
        return 0

    @torch.jit.export
    def get_slope(self) -> Tuple[float, str]:
        return self.steep, self.sign

    @torch.jit.export
    def set_slope(self, steep: float, sign: str) -> int:
        self.steep = steep
        self.sign = sign
        return 0

    @torch.jit.export
    def get_curve(self) -> Tensor:
        return self.curve

    @torch.jit.export
    def set_curve(self, curve: Tensor) -> int:
        self.curve = curve
        return 0

    @torch.jit.export
    def set_secret(self, secret: int) -> int:
        self.secret = secret
        return 0

    def forward(self, x: Tensor) -> Tensor:
        y = x * self.steep * (0.5 if self.mode == "half" else 2.0)
        return -y if self.sign == "-" else y


class TwoDeclared(nn.Module):
    """Declares two outputs and gives one, has no list of methods, and wants to know the rate."""

    def __init__(self):
        super().__init__()
        self.register_buffer("forward_params", torch.tensor([1, 1, 2, 1]))
        self.rate: int = 0

    @torch.jit.export
    def set_sample_rate(self, rate: int) -> int:
        self.rate = rate
        return 0

    def forward(self, x: Tensor) -> Tensor:
        return x * (self.rate / 96000.0)


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
