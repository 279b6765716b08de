"""Measures reducer.ts against its baselines on voices and noises that it was not trained on; figures of the test set go into the card."""
# SPDX-License-Identifier: MIT
import argparse
from pathlib import Path

import numpy as np
import torch

from reducer.baselines import CHOICES, tuned
from reducer.mixtures import MIXTURE, RATE, SNRS, cut, measured_mixture, training_noises
from reducer.noises import VALIDATION_KINDS, babble
from reducer.test_set import test_mixtures
from reducer.voices import training_voices, validation_voices
from training.measures import si_sdr
from training.model_file import digest, write_figures
from training.play import load_model
from training.sound import kept

HERE = Path(__file__).parent
JUDGED = RATE  # what is judged begins here: half a second into the voice


def measure(made, clean):
    return si_sdr(made[JUDGED:], clean[JUDGED:])


def practice_mixtures():
    """Mixtures of training material, on which the baselines are tuned, and their voices."""
    voices, random = training_voices(), np.random.default_rng(7)
    noises = training_noises(voices)
    pairs = []
    for index in range(0, len(noises), 12):
        voice = cut(random, list(voices.values()), MIXTURE)
        pairs.append(measured_mixture(voice, noises[index][:MIXTURE].astype(np.float32), SNRS[index // 12 % len(SNRS)], random))
    return np.array(pairs).swapaxes(0, 1)


def validation_mixtures():
    """For every noise that is chosen by: its name, (voice, SNR) of mixtures with it, and arrays of them and of their voices."""
    voices = {name: voice[:].astype(np.float32) for name, voice in validation_voices().items()}
    makers = VALIDATION_KINDS | {"other voices": lambda random, count: babble(random, count, {n: v for n, v in voices.items() if n != "demo"})}
    for kind, make in makers.items():
        noise = kept(f"noises/held_out_{kind.replace(' ', '_')}", lambda: make(np.random.default_rng(99), MIXTURE)).astype(np.float32)
        cases, pairs = [(name, snr) for name in voices for snr in SNRS], []
        for name, snr in cases:
            begin = int(np.nonzero(np.abs(voices[name]) > 0.1)[0][0])
            pairs.append(measured_mixture(voices[name][begin:], noise, snr, np.random.default_rng(len(name) + snr)))
        yield kind, cases, *np.array(pairs).swapaxes(0, 1)


def table(rows, key, names):
    """Lines of Markdown: mean improvements for every value of `key`."""
    lines = [f"| {key} | " + " | ".join(names) + " |", "|---|" + "---|" * len(names)]
    for value in dict.fromkeys(row[key] for row in rows):
        means = [np.mean([row[name] for row in rows if row[key] == value]) for name in names]
        lines.append(f"| {value} | " + " | ".join(f"{mean:+.1f}" for mean in means) + " |")
    return lines


SPLITS = {"validation": validation_mixtures, "test": test_mixtures}


def interval(rows, gains):
    """Mean of the gains, and the interval in which 95 % of means lie when noises and voices are both drawn anew (bootstrap)."""
    groups = [list(dict.fromkeys(row[key] for row in rows)) for key in ("noise", "voice")]
    grid, count = np.zeros([len(group) for group in groups]), np.zeros([len(group) for group in groups])
    for row, gain in zip(rows, gains):  # mixtures that differ in level alone are no independent witnesses
        place = tuple(group.index(row[key]) for group, key in zip(groups, ("noise", "voice")))
        grid[place], count[place] = grid[place] + gain, count[place] + 1
    grid, random = grid / count, np.random.default_rng(3)
    means = [grid[np.ix_(*(random.integers(size, size=size) for size in grid.shape))].mean() for _ in range(10000)]
    low, high = np.percentile(means, (2.5, 97.5))
    return f"{np.mean(gains):+.1f} ({low:+.1f} to {high:+.1f})"


def lead(rows, other):
    """Lines of Markdown: how far the reducer is ahead of `other`, in all and for every kind of noise."""
    lines = [f"| noise | ahead of the {other}, dB | in | worst |", "|---|---|---|---|"]
    for kind in ["all", *dict.fromkeys(row["noise"] for row in rows)]:
        some = [row for row in rows if kind in ("all", row["noise"])]
        gains = np.array([row["reducer"] - row[other] for row in some])
        lines.append(f"| {kind} | {interval(some, gains)} | {100 * (gains > 0).mean():.0f} % | {gains.min():+.1f} |")
    return lines


def improvements(methods, split):
    """Of SI-SDR in dB for every mixture of the split, [mixtures, methods]."""
    rows = []
    for _, _, noisy, clean in SPLITS[split]():
        before = [measure(*pair) for pair in zip(noisy, clean)]
        after = [[measure(*pair) for pair in zip(method(noisy), clean)] for method in methods]
        rows.append(np.array(after).T - np.array(before)[:, None])
    return np.concatenate(rows)


def figures(path, split):
    play, _ = load_model(path)
    ours = improvements([lambda sounds: [play(sound) for sound in sounds]], split)
    others = kept(f"baselines_{split}", lambda: improvements(tuned(*practice_mixtures(), measure).values(), split))  # the same for every model
    names = ["reducer", *CHOICES]
    cases = [(voice, kind, snr) for kind, cases, _, _ in SPLITS[split]() for voice, snr in cases]
    rows = [
        {"": "all", "voice": voice, "noise": kind, "SNR, dB": snr} | dict(zip(names, map(float, gains)))
        for (voice, kind, snr), gains in zip(cases, np.hstack([ours, others]))
    ]
    worst = min(rows, key=lambda row: row["reducer"])
    return [
        f"SHA-256 of reducer.ts: `{digest(path)}`",
        "",
        f"Improvement of SI-SDR in dB over the noisy sound, means over {len(rows)} mixtures of the {split} set:",
        "",
        *table(rows, "", names),
        "",
        *table(rows, "noise", names),
        "",
        *table(rows, "SNR, dB", names),
        "",
        *table(rows, "voice", names),
        "",
        f"Worst mixture for the reducer: {worst['voice']} in {worst['noise']} at {worst['SNR, dB']} dB, {worst['reducer']:+.1f} dB.",
        "",
        "How far it is ahead, mixture by mixture: means with the interval of 95 % of a paired bootstrap over noises and voices, in how many",
        "of the mixtures it is ahead at all, and the mixture where it is furthest behind:",
        *(line for name in names[1:] for line in ("", *lead(rows, name))),
    ]


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, default=HERE / "reducer.ts")
    parser.add_argument("--split", choices=SPLITS, default="validation", help="the test set's figures go into the card: look at it last, and once")
    parser.add_argument("--print", action="store_true", help="only say the figures")
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    lines = figures(arguments.model, arguments.split)
    print("\n".join(lines))
    if arguments.split == "test" and not arguments.print:
        write_figures(HERE / "README.md", lines)
