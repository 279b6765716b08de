"""Trains the classifier of roles and writes roles.safetensors: ./dev train roles."""
# SPDX-License-Identifier: MIT
import argparse
from multiprocessing import get_context
from pathlib import Path

import numpy as np
import torch

from roles.clips import SOURCES, stored
from roles.heard import shares
from roles.mixtures import Clips, stored_figures
from roles.network import RoleNetwork, weights
from training.weight_file import write

ROLES = ["kick", "snare", "cymbals", "toms", "percussion", "drums", "bass", "electric guitar", "acoustic guitar", "keys", "pad",
         "lead synth", "strings", "winds", "lead vocal", "backing vocal", "effects"]  # as framework/assist/role.h
TIMES, UPDATES, BATCH = 5, 5000, 256  # TIMES: each clip is changed in so many ways


def changed(times):
    """The figures of all clips, the first time as they are, then changed; the same for a number, whoever makes them."""
    random = np.random.default_rng([1, times])
    make = CLIPS.changed if times else CLIPS.as_they_are
    return np.concatenate([make(random, part) for part in np.array_split(np.arange(len(CLIPS.role)), len(CLIPS.role) // 64)])


def examples(sources, workers):
    global CLIPS  # what workers read, shared with them as they are forked
    CLIPS = Clips(sources, ROLES)
    with get_context("fork").Pool(workers) as pool:
        return np.concatenate(pool.map(changed, range(TIMES), 1)), np.tile(CLIPS.role, TIMES)


def train(x, role, updates):
    torch.manual_seed(1)
    mean, deviation = x.mean(0), x.std(0) + 1e-3
    x, role = torch.from_numpy((x - mean) / deviation), torch.from_numpy(role)
    chance = torch.bincount(role, minlength=len(ROLES)).clamp(min=1)[role].double() ** -0.6
    model = RoleNetwork(x.shape[1], len(ROLES))
    optimizer = torch.optim.AdamW(model.parameters(), weight_decay=0.05)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, 3e-3, total_steps=updates, pct_start=0.2)
    order = torch.multinomial(chance, updates * BATCH, replacement=True)
    mean_loss = 3.0
    for update, chosen in enumerate(order.split(BATCH), 1):
        heard = x[chosen] + 0.1 * torch.randn(BATCH, x.shape[1])
        loss = torch.nn.functional.cross_entropy(model(heard), role[chosen], label_smoothing=0.05)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        schedule.step()
        mean_loss += (loss.item() - mean_loss) / min(update, 100)
        if update % 500 == 0:
            print(f"{update} of {updates}: loss {mean_loss:.3f}", flush=True)
    return weights(model.eval(), torch.from_numpy(mean), torch.from_numpy(deviation))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--updates", type=int, default=UPDATES)
    parser.add_argument("--workers", type=int, default=1, help="processes that change clips; the result is the same with any number")
    parser.add_argument("--validate", nargs="+", default=[], metavar="SOURCE", help="leave these out of training and say how it does on them")
    parser.add_argument("--output", type=Path, default=Path(__file__).with_name("roles.safetensors"))
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    sources = {name: stored(name, make) for name, make in SOURCES.items()}
    held_out = {name: sources.pop(name) for name in arguments.validate}
    made = train(*examples(list(sources.values()), arguments.workers), arguments.updates)
    for name, source in held_out.items():
        found = [ROLES[int(shares(made, stored_figures(clip)).argmax())] for clip in source["levels"]]
        print(f"{name}: {100 * np.mean(np.array(found) == source['roles']):.1f} % right")
    write(arguments.output, made, {"roles": ",".join(ROLES)})
