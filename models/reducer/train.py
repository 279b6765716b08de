"""Trains the noise reducer on voices in noise, and writes reducer.ts: ./dev train reducer."""
# SPDX-License-Identifier: MIT
import argparse
import copy
from pathlib import Path

import numpy as np
import torch

from reducer.network import HOP, RATE, Reducer, band_of_bins
from reducer.pieces import Mixtures
from training.model_file import save_model

BATCH, WARM_UP = 16, 50  # pieces in each update; frames of each that are heard, but not judged
UPDATES, RATE_OF_LEARNING = 3500, 3e-3  # each on half of the pieces, the second of which goes on where the first ended
BOUND = 2.0  # how far, in log odds, the trained network may leave its Wiener filter: nobody knows what a voice of another kind does to it

RUNNING = {"rate": RATE, "block": HOP, "latency": HOP, "layout": "bct"}
ABOUT = {"name": "reducer", "description": "Takes noise out of speech and singing", "license": "MIT"}


def clues_of(tracker, power, tracked):
    """Clues for whole pieces, as the stream would find them, and what is tracked at their end."""
    clues = []
    with torch.no_grad():
        for frame in power.unbind(1):
            found, tracked = tracker(frame, tracked)
            clues.append(found)
    return torch.stack(clues, 1), tracked


def loss_of(gains, mixture, shared, voice, width):
    """Distortion against the voice in dB, which is what is measured, and how far compressed magnitudes are off, as ears do."""
    error = ((gains * gains * mixture - 2 * gains * shared + voice).clamp(min=0) * width).sum((1, 2))
    before, size = ((mixture - 2 * shared + voice).clamp(min=0) * width).sum((1, 2)), (voice * width).sum((1, 2))
    distortion = 10 * torch.log10((error + 0.01 * before + 1e-3 * size + 1e-2) / (before + 1e-3 * size + 1e-2))
    magnitudes = ((gains * gains * mixture + 1e-6) ** 0.15 - (voice + 1e-6) ** 0.15) ** 2
    return distortion.mean() + torch.relu(distortion).mean() + 10 * magnitudes.mean()  # harm counts twice


def train(updates):
    torch.manual_seed(1)
    mixtures = Mixtures(np.random.default_rng(1))
    model = Reducer()
    tracker, mask = torch.jit.script(model.tracker), model.mask
    steady = copy.deepcopy(mask)  # the mean of recent weights, which is what is shipped
    optimizer = torch.optim.Adam(mask.parameters())
    width, recent = torch.bincount(band_of_bins()).float(), 0.0
    for update in range(1, updates + 1):
        first = update % 2 == 1
        if first:
            halves = [part.chunk(2, 1) for part in mixtures.next(BATCH)]
            tracked, hidden = tracker.begin(BATCH), mask.begin(BATCH)
        mixture, shared, voice = (half[0 if first else 1] for half in halves)
        clues, tracked = clues_of(tracker, mixture, tracked)
        gains, hidden = mask(clues, hidden.detach())
        judged = WARM_UP if first else 0
        loss = loss_of(*(part[:, judged:] for part in (gains, mixture, shared, voice)), width)
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(mask.parameters(), 1.0)
        optimizer.param_groups[0]["lr"] = RATE_OF_LEARNING * min(1, update / 50) / (1 + update / 500) ** 0.5
        optimizer.step()
        with torch.no_grad():
            for mean, weight in zip(steady.parameters(), mask.parameters()):
                mean += (weight - mean) / min(update, 100)
        recent += (loss.item() - recent) / min(update, 50)
        if update % 25 == 0:
            print(f"{update} of {updates}: loss {recent:.3f}", flush=True)
    model.mask = steady
    steady.bound = BOUND
    return model


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--updates", type=int, default=UPDATES)
    parser.add_argument("--output", type=Path, default=Path(__file__).with_name("reducer.ts"))
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    save_model(train(arguments.updates), arguments.output, RUNNING, ABOUT)
