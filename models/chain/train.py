"""Trains the model of the chain from sound that our own program rendered, and writes chain.ts: ./dev train chain."""
# SPDX-License-Identifier: MIT
import argparse
from pathlib import Path

import numpy as np
import torch

from chain.beginning import begin
from chain.network import ChainModel
from chain.sounds import RATE, training_pairs
from training.model_file import save_model
from training.sound import ROOT

BLOCK = 200  # frames over which gradients reach back; the state goes on from block to block
STREAMS = 128
UPDATES = 3000

RUNNING = {"rate": RATE, "block": 64, "latency": 0, "layout": "bct"}
ABOUT = {"name": "chain", "description": "What a compressor into a saturator does, learned from their sound", "license": "MIT"}


def error(made, wanted):
    """Error-to-signal ratio of every stream, where what is nearly silent counts little."""
    return (((made - wanted) ** 2).mean(1) / ((wanted**2).mean(1) + 1e-3)).mean()


def train(program, updates):
    torch.manual_seed(1)
    random = np.random.default_rng(1)
    pairs = torch.from_numpy(np.stack([np.stack(pair) for pair in training_pairs(program)]))  # [sound, before/after, frames]
    model = ChainModel()
    begin(model, pairs, RATE)
    optimizer = torch.optim.Adam(model.parameters(), betas=(0.9, 0.99))
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, 3e-3, total_steps=updates, pct_start=0.1)
    sound = torch.from_numpy(random.integers(len(pairs), size=STREAMS))
    place = torch.from_numpy(random.integers(pairs.shape[2] - BLOCK, size=STREAMS) // BLOCK * BLOCK)
    state = torch.zeros(1, STREAMS, len(model.h[0, 0])), torch.zeros(1, STREAMS, len(model.h[0, 0]))
    mean = 0.0
    for update in range(1, updates + 1):
        block = torch.stack([pairs[s, :, p : p + BLOCK] for s, p in zip(sound, place)])
        x, wanted = block[:, 0, :, None], block[:, 1, :, None]
        heard, (h, c) = model.listener(model.features(x), state)
        loss = error(model.shaped(x, heard), wanted)
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        schedule.step()
        state = h.detach(), c.detach()
        place += BLOCK
        for stream in np.nonzero((place > pairs.shape[2] - BLOCK).numpy())[0]:
            sound[stream], place[stream] = int(random.integers(len(pairs))), 0
            state[0][:, stream] = 0
            state[1][:, stream] = 0
        mean += (loss.item() - mean) / min(update, 50)
        if update % 25 == 0:
            print(f"{update} of {updates}: error {mean:.4f}", flush=True)
    return model


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--program", default=ROOT / "build/release/bin/stemwright", help="our own program, which renders what is learned")
    parser.add_argument("--updates", type=int, default=UPDATES)
    parser.add_argument("--output", type=Path, default=Path(__file__).with_name("chain.ts"))
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    save_model(train(arguments.program, arguments.updates), arguments.output, RUNNING, ABOUT)
