"""Trains the classifier of roles and writes roles.safetensors: ./dev train roles."""
# SPDX-License-Identifier: MIT
import argparse
from collections import deque
from multiprocessing import get_context
from pathlib import Path

import numpy as np
import torch

from roles.clips import SOURCES, stored
from roles.features import STEP, WINDOW
from roles.mixtures import Clips, patches
from roles.network import RoleNetwork, weights
from training.weight_file import write

ROLES = ["kick", "snare", "cymbals", "toms", "percussion", "drums", "bass", "electric guitar", "acoustic guitar", "keys", "pad",
         "lead synth", "strings", "winds", "lead vocal", "backing vocal", "effects"]  # as framework/assist/role.h
UPDATES, BATCH = 3000, 96


def whole(levels):
    """The windows of a clip as they are judged, not changed."""
    power = 10 ** (levels.astype(np.float32) / 10)
    return patches(np.stack([power[s : s + WINDOW] for s in range(0, len(power) - WINDOW + 1, STEP)]))


def rights(model, source):
    """Of each clip, whether the role with the highest score is its own."""
    model.eval()
    with torch.no_grad():
        found = [ROLES[int(model(torch.from_numpy(whole(clip))).mean(0).argmax())] for clip in source["levels"]]
    model.train()
    return np.array(found) == source["roles"]


def batch(update):
    """The same for an update, whoever makes it."""
    return CLIPS.batch(np.random.default_rng([1, update]), BATCH)


def ahead(pool, updates, count):
    """The batches in order, `count` of them made before they are asked for."""
    waiting = deque()
    for update in range(updates + count):
        if update < updates:
            waiting.append(pool.apply_async(batch, (update,)))
        if update >= count:
            yield waiting.popleft().get()


def train(sources, updates, held_out=(), workers=1):
    global CLIPS  # what workers read, shared with them as they are forked
    torch.manual_seed(1)
    CLIPS, model = Clips(sources, ROLES), RoleNetwork(len(ROLES))
    optimizer = torch.optim.AdamW(model.parameters(), weight_decay=0.02)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, 4e-3, total_steps=updates, pct_start=0.2)
    mean = 3.0
    pool = get_context("fork").Pool(workers)  # which makes patches while this process learns from earlier ones
    for update, (x, role) in enumerate(ahead(pool, updates, 2 * workers), 1):
        loss = torch.nn.functional.cross_entropy(model(torch.from_numpy(x)), torch.from_numpy(role), label_smoothing=0.05)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        schedule.step()
        mean += (loss.item() - mean) / min(update, 50)
        if update % 100 == 0:
            said = "".join(f", {name} {rights(model, source).mean():.3f}" for name, source in held_out) if update % 500 == 0 else ""
            print(f"{update} of {updates}: loss {mean:.3f}{said}", flush=True)
    pool.terminate()
    return model.eval()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--updates", type=int, default=UPDATES)
    parser.add_argument("--workers", type=int, default=1, help="processes that make patches, which are the same with any number of them")
    parser.add_argument("--validate", nargs="+", default=[], metavar="SOURCE", help="leave these out of training and say how it does on them")
    parser.add_argument("--output", type=Path, default=Path(__file__).with_name("roles.safetensors"))
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    sources = {name: stored(name, make) for name, make in SOURCES.items()}
    held_out = [(name, sources.pop(name)) for name in arguments.validate]
    model = train(list(sources.values()), arguments.updates, held_out, arguments.workers)
    write(arguments.output, weights(model), {"roles": ",".join(ROLES)})
