"""Measures chain.ts against its baselines on stems that it was not trained on, and writes the figures into the card."""
# SPDX-License-Identifier: MIT
import argparse
from pathlib import Path

import numpy as np
import torch

from chain.baselines import fitted_gain, linear_filter, waveshaper
from chain.sounds import held_out_pairs, training_pairs
from training.measures import esr
from training.model_file import digest, write_figures
from training.play import load_model
from training.sound import ROOT

HERE = Path(__file__).parent


def figures(path, program):
    training = training_pairs(program)
    methods = {"model": load_model(path)[0], "static curve": waveshaper(training), "linear filter": linear_filter(training)}
    rows = {}
    for stem, (sound, wanted) in held_out_pairs(program).items():
        made = [method(sound) for method in methods.values()]
        rows[stem] = [esr(made[0], wanted)] + [min(esr(other, wanted), esr(fitted_gain(other, wanted), wanted)) for other in made[1:]]
    lines = [f"SHA-256 of chain.ts: `{digest(path)}`", "", "Error-to-signal ratio in per cent:", ""]
    lines += ["| stem | " + " | ".join(methods) + " |", "|---|" + "---|" * len(methods)]
    lines += [f"| {stem} | " + " | ".join(f"{100 * value:.2f}" for value in row) + " |" for stem, row in rows.items()]
    means = np.mean(list(rows.values()), axis=0)
    return lines + ["| mean | " + " | ".join(f"{100 * value:.2f}" for value in means) + " |", "",
                    f"Worst stem for the model: {100 * max(row[0] for row in rows.values()):.2f} %."]


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--program", default=ROOT / "build/release/bin/stemwright", help="our own program, which renders what is measured against")
    parser.add_argument("--model", type=Path, default=HERE / "chain.ts")
    parser.add_argument("--print", action="store_true", help="only say the figures")
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    lines = figures(arguments.model, arguments.program)
    print("\n".join(lines))
    if not arguments.print:
        write_figures(HERE / "README.md", lines)
