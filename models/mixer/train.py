"""Trains the mixer from songs with authors' mixes, and writes mixer.safetensors: ./dev train mixer."""
# SPDX-License-Identifier: MIT
import argparse
from pathlib import Path

import numpy as np
import torch

from mixer import golden
from mixer.features import ROLES, features_of
from mixer.network import ASPECTS, LEAST, MOST, UNITS, Mixer
from mixer.songs import FOLDS, analysis_of, decisions_of, folds_of, songs_in
from training import weight_file
from training.sound import BUILD, ROOT

SOUNDFONT = "fluid"  # the other one is for judging
MEMBERS = 8
UPDATES, RATE = 200, 5e-3
DROPOUT, DECAY, NOISE = 0.3, 0.3, 0.2
ABSENT = 0.2  # share of tracks left out
ASTRAY, STRAY = 0.05, 15  # share of tracks whose level is moved, by dB
MISTAKEN = 0.15  # share of tracks whose role is taken for another one, as a classifier would


def examples(songs, program):
    """[song, track, ...] of features, roles (places in ROLES), what was decided in units (NaN where nothing was), and heard."""
    rows = []
    for song in songs:
        features, heard = features_of(analysis_of(song, program))
        decisions = [decisions_of(song)[t] for t in heard]
        wanted = np.array([[np.nan if d.level is None else d.level, np.nan if d.pan is None else abs(d.pan),
                            np.nan if d.send is None else d.send] for d in decisions]).reshape(-1, len(ASPECTS))
        wanted[:, 0] -= wanted[:, 0].mean()
        for place, aspect in enumerate(ASPECTS):
            zero, one = UNITS[aspect]
            wanted[:, place] = (wanted[:, place] - zero) / one
        rows.append((features, [ROLES.index(song.about["stems"][t]["role"]) for t in heard], wanted))
    most = max(len(roles) for _, roles, _ in rows)
    features = np.zeros((len(rows), most, rows[0][0].shape[1]), np.float32)
    roles, wanted = np.zeros((len(rows), most), int), np.full((len(rows), most, len(ASPECTS)), np.nan, np.float32)
    heard = np.zeros((len(rows), most), np.float32)
    for place, (f, r, w) in enumerate(rows):
        features[place, : len(f)], roles[place, : len(r)], wanted[place, : len(w)], heard[place, : len(r)] = f, r, w, 1
    return tuple(map(torch.from_numpy, (features, roles, wanted, heard)))


def role_inputs(roles, generator):
    """Probabilities as a classifier gives them, which errs now and then and is never quite sure."""
    count = len(ROLES)
    one = torch.nn.functional.one_hot(roles, count).float()
    other = torch.nn.functional.one_hot(torch.randint(count, roles.shape, generator=generator), count).float()
    wrong = (torch.rand(roles.shape, generator=generator) < MISTAKEN).float()[..., None]
    doubt = torch.rand(roles.shape, generator=generator)[..., None] ** 2
    said = wrong * other + (1 - wrong) * one
    return (1 - doubt) * said + doubt * (0.5 * torch.where(wrong > 0, one, other) + 0.5 / count)


def centred(values, there):
    return values - (values * there).sum(2, keepdim=True) / there.sum(2, keepdim=True)


def power_shares(loudness, there):
    """Of their square roots: what is hardly heard counts little."""
    shares = 10 ** (loudness / 2) * there
    return shares / shares.sum(2, keepdim=True)


def among(features, moved, there):
    """Features of tracks whose levels were moved by so many dB, beside those that are there."""
    loudness = centred(features[..., 0] + moved / 10, there)
    loudest = torch.where(there > 0, loudness, -torch.inf).amax(2, keepdim=True)
    count = torch.log2(there.sum(2, keepdim=True)) / 4
    below = ((loudness - loudest) / 2).clamp(min=-4)
    return torch.cat([loudness[..., None], below[..., None], features[..., 2:14], count.expand_as(loudness)[..., None],
                      features[..., 15:]], 3)


def train(data):
    """Members see the songs with tracks left out at random, some at a level that nobody would send, other mistaken roles and other
    noise."""
    features, roles, wanted, heard = (part.expand(MEMBERS, *part.shape) for part in data)
    torch.manual_seed(1)
    generator = torch.Generator().manual_seed(1)
    model = Mixer(MEMBERS, DROPOUT)
    optimizer = torch.optim.AdamW(model.parameters(), lr=RATE, weight_decay=DECAY)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, RATE, total_steps=UPDATES, pct_start=0.1)
    decided = ~torch.isnan(wanted)
    wanted = torch.nan_to_num(wanted)
    for _ in range(UPDATES):
        there = heard * (torch.rand(heard.shape, generator=generator) > ABSENT)
        there = torch.where(there.sum(2, keepdim=True) > 1, there, heard)
        moved = STRAY * torch.randn(heard.shape, generator=generator) * (torch.rand(heard.shape, generator=generator) < ASTRAY)
        inputs = among(features, moved, there) + NOISE * torch.randn(features.shape, generator=generator)
        means, deviations = model(torch.cat([inputs, role_inputs(roles, generator)], 3), there)
        level = centred(wanted[..., 0] - moved / UNITS["level"][1], there)
        target = torch.cat([level[..., None], wanted[..., 1:]], 3)
        known = decided & (there[..., None] > 0)
        losses = 0.5 * ((target - means) / deviations.exp()) ** 2 + deviations
        weights = torch.cat([power_shares(inputs[..., 0], there)[..., None], there[..., None], there[..., None]], 3)
        known = weights * known
        loss = ((losses * known).sum((0, 1, 2)) / known.sum((0, 1, 2)).clamp(min=1e-6)).sum() * MEMBERS
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        schedule.step()
    return model.eval()


def arrays_of(model):
    """As the program reads them: members are told apart by a number before the name."""
    return {f"{member}.{name}": array[member].numpy() for member in range(MEMBERS) for name, array in model.state_dict().items()}


def save(model, path):
    about = {"members": MEMBERS, "least": LEAST, "most": MOST, "license": "MIT",
             **{f"{aspect}.{word}": value for aspect, units in UNITS.items() for word, value in zip(("zero", "one"), units)}}
    weight_file.write(path, arrays_of(model), about)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("songs", nargs="*", default=[BUILD / "songs"], help="folders of songs, as ./dev songs midi makes them")
    parser.add_argument("--program", default=ROOT / "build/release/bin/stemwright", help="our own program, which listens to the stems")
    parser.add_argument("--output", type=Path, default=Path(__file__).with_name("mixer.safetensors"))
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    songs = songs_in(arguments.songs, SOUNDFONT)
    folds = folds_of(songs)
    for fold in range(FOLDS):
        path = BUILD / "mixer" / f"fold{fold}.safetensors"
        save(train(examples([song for song in songs if folds[song.author] != fold], arguments.program)), path)
        print(f"{path}: without {', '.join(sorted(a for a in folds if folds[a] == fold))}", flush=True)
    model = train(examples(songs, arguments.program))
    save(model, arguments.output)
    golden.write(model)
