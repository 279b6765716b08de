"""Trains the noise reducer on voices in noise, and writes reducer.ts: ./dev train reducer."""
# SPDX-License-Identifier: MIT
import argparse
from pathlib import Path

import numpy as np
import torch

from reducer.network import HOP, RATE, Reducer, band_of_bins
from reducer.pieces import Mixtures
from training.model_file import save_model

BATCH, WARM_UP = 32, 40  # pieces in each update; frames of each that are heard, but not judged
UPDATES = 5000

RUNNING = {"rate": RATE, "block": HOP, "latency": HOP, "layout": "bct"}
ABOUT = {"name": "reducer", "description": "Takes noise out of speech and singing", "license": "MIT"}


def floors(model, level):
    """Floors of whole pieces, as the stream would find them."""
    smooth, floor, all_floors = torch.ones_like(level[:, 0]), torch.ones_like(level[:, 0]), []
    for frame in level.unbind(1):
        smooth, floor = model.follow(frame, smooth, floor)
        all_floors.append(floor)
    return torch.stack(all_floors, 1)


def loss_of(gains, mixture, shared, voice, width):
    """Distortion against the voice in dB, which is what is measured, and how far compressed magnitudes are off, as ears do."""
    error = ((gains * gains * mixture - 2 * gains * shared + voice).clamp(min=0) * width).sum((1, 2))
    before, size = ((mixture - 2 * shared + voice).clamp(min=0) * width).sum((1, 2)), (voice * width).sum((1, 2))
    distortion = 10 * torch.log10((error + 1e-3 * size + 1e-2) / (before + 1e-2))
    magnitudes = ((gains * gains * mixture + 1e-6) ** 0.15 - (voice + 1e-6) ** 0.15) ** 2
    return distortion.mean() + 10 * magnitudes.mean()


def train(updates):
    torch.manual_seed(1)
    mixtures = Mixtures(np.random.default_rng(1))
    model = Reducer()
    optimizer = torch.optim.Adam(model.parameters(), lr=2e-3)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, 4e-3, total_steps=updates, pct_start=0.15)
    width = torch.bincount(band_of_bins()).float()
    before, mean = model.before.expand(BATCH, -1, -1), 0.0
    for update in range(1, updates + 1):
        mixture, shared, voice = mixtures.next(BATCH)
        with torch.no_grad():
            level = model.level(mixture)
            floor = floors(model, level)
        gains, _ = model.gains(level, floor, before)
        loss = loss_of(*(part[:, WARM_UP:] for part in (gains, mixture, shared, voice)), width)
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        schedule.step()
        mean += (loss.item() - mean) / min(update, 50)
        if update % 25 == 0:
            print(f"{update} of {updates}: loss {mean:.3f}", flush=True)
    return model


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--updates", type=int, default=UPDATES)
    parser.add_argument("--output", type=Path, default=Path(__file__).with_name("reducer.ts"))
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    save_model(train(arguments.updates), arguments.output, RUNNING, ABOUT)
