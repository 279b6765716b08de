# Prints what outside models answer to noise, computed with PyTorch alone: model, output channel, frame, value.
# SPDX-License-Identifier: MIT
import os
import sys

import torch

torch.set_num_threads(1)
FOLDER = sys.argv[1]
PRINTED = 60  # values of each row, about, and the last one


def noise(frames, seed):
    values = []
    for _ in range(frames):
        seed = (seed * 1664525 + 1013904223) % 2**32
        values.append((seed >> 8) / 2**24 - 0.5)
    return torch.tensor(values, dtype=torch.float32)


def show(name, rows):
    for channel, row in enumerate(rows):
        for frame in sorted({*range(0, len(row), max(1, len(row) // PRINTED)), len(row) - 1}):
            print(name, channel, frame, "%.9g" % float(row[frame]))


def load(name):
    return torch.jit.load(os.path.join(FOLDER, name)).eval()


with torch.inference_mode():
    name = "anira_gain/simple_gain_network_mono.pt"
    out, _ = load(name)(noise(2048, 1).reshape(1, 1, -1), torch.tensor([0.7]))
    show(name, [out[0, 0], torch.stack([0.7 * b.abs().max() for b in noise(2048, 1).split(512)])])

    name = "anira_gain/simple_gain_network_stereo.pt"
    both = torch.stack([noise(2048, 1), noise(2048, 2)])
    out, _ = load(name)(both.reshape(1, 2, -1), torch.tensor([0.7]))
    show(name, [*out[0], torch.stack([0.7 * b.abs().max() for b in both.split(512, 1)])])

    name = "audacitorch/model.pt"
    show(name, load(name)(noise(2048, 1).reshape(1, -1)))

    name = "steerable_nafx/steerable-nafx-2_blocks-dynamic.pt"
    x = torch.cat([torch.zeros(132), noise(4096, 1)])
    show(name, load(name)(x.reshape(1, 1, -1))[0])

    name = "silero_vad/silero_vad.jit"
    model = load(name)
    show(name, [torch.stack([model(block.reshape(1, -1), 16000)[0, 0] for block in noise(8192, 1).split(512)])])

    name = "neutone/egfx_chorus.nm"
    model = load(name)
    model.set_daw_sample_rate_and_buffer_size(44100, 512)
    both = torch.stack([noise(8192, 1), noise(8192, 2)])
    numbers = torch.tensor([[0.9], [0.6666666], [0.5], [0.0]]).repeat(1, 512)
    show(name, torch.cat([model(block, numbers).clone() for block in both.split(512, 1)], 1))
