"""Measures roles.safetensors on a soundfont and on songs that it was not trained on, and writes the figures into the card."""
# SPDX-License-Identifier: MIT
import argparse
from collections import Counter
from pathlib import Path

import numpy as np

from roles.clips import HELD_OUT, stored
from roles.heard import figures_of, read_weights, shares
from roles.judged import STEMS, tracks
from roles.mixtures import stored_figures
from training.model_file import digest, write_figures

HERE = Path(__file__).parent


def instruments(weights, roles):
    """Of the clips of the soundfont that is held out: (role, instrument, role that was found)."""
    for source in (stored(name, make) for name, make in HELD_OUT.items()):
        for levels, role, instrument in zip(source["levels"], source["roles"], source["instruments"]):
            yield str(role), str(instrument), roles[int(shares(weights, stored_figures(levels)).argmax())]


def instrument_figures(found):
    right = Counter(role for role, _, heard in found if role == heard)
    count, confusions = Counter(role for role, *_ in found), Counter((role, heard) for role, _, heard in found if role != heard)
    votes = {}
    for role, instrument, heard in found:
        votes.setdefault((role, instrument), Counter())[heard] += 1
    most = sum(v.most_common(1)[0][0] == role for (role, _), v in votes.items())
    lines = [f"{len(found)} phrases of {len(votes)} instruments: {100 * sum(right.values()) / len(found):.1f} % right; "
             f"{100 * most / len(votes):.1f} % of the instruments are right in most of their phrases; "
             f"mean over the roles {100 * np.mean([right[r] / count[r] for r in count]):.1f} %.", "",
             "| role | phrases | right | taken for |", "|---|---|---|---|"]
    for role in sorted(count):
        wrong = ", ".join(f"{heard} {n}" for (r, heard), n in confusions.most_common() if r == role)
        lines.append(f"| {role} | {count[role]} | {100 * right[role] / count[role]:.0f} % | {wrong} |")
    lines += ["", "Instruments that were wrong at least once, by General MIDI program and drum key: " + "; ".join(
        f"{instrument.split(' ', 1)[1]} ({role}): " + ", ".join(f"{heard} {n}" for heard, n in votes[role, instrument].most_common() if heard != role)
        for role, instrument in sorted(votes, key=lambda k: (k[1].split()[1], int(k[1].split()[-1]) if k[1].split()[-1].isdigit() else 0))
        if set(votes[role, instrument]) != {role}) + "."]
    return lines


def song_figures(weights, roles):
    if not STEMS.exists():
        return ["The songs were not there."]
    lines, right, count = ["| song | track | its role | found | share |", "|---|---|---|---|---|"], 0, 0
    for song, name, path, known in tracks():
        share = shares(weights, figures_of(path))
        found, count = roles[int(share.argmax())], count + 1
        right += found in known
        if found not in known:
            lines.append(f"| {song} | {name} | {' or '.join(known)} | {found} | {100 * share.max():.0f} % |")
    return [f"{right} of {count} tracks ({100 * right / count:.1f} %) are right; these are not:", "", *lines]


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--weights", type=Path, default=HERE / "roles.safetensors")
    parser.add_argument("--print", action="store_true", help="only say the figures")
    arguments = parser.parse_args()
    weights, roles = read_weights(arguments.weights)
    lines = [f"SHA-256 of roles.safetensors: `{digest(arguments.weights)}`", "", "### A soundfont that it never heard", ""]
    lines += instrument_figures(list(instruments(weights, roles)))
    lines += ["", "### Songs that it never heard", "", *song_figures(weights, roles)]
    print("\n".join(lines))
    if not arguments.print:
        write_figures(HERE / "README.md", lines)
