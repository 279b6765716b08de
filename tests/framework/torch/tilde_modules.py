# Modules to nn~'s contract, which modules.py writes into files.
# SPDX-License-Identifier: MIT
from typing import List, Tuple

import torch
from torch import Tensor, nn


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
