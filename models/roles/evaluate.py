"""Measures roles.safetensors on a soundfont and on songs that it was not trained on, and writes the figures into the card."""
# SPDX-License-Identifier: MIT
import argparse
from collections import Counter
from pathlib import Path

import numpy as np

from roles.clips import HELD_OUT, stored
from roles.heard import figures_of, hear, read_weights, shares
from roles.judged import STEMS, tracks
from roles.mixtures import stored_figures
from training.model_file import digest, write_figures

HERE = Path(__file__).parent


def instruments(weights):
    """{(role, instrument): scores [phrase, role]} of what is held out; an instrument is a track that plays some phrases."""
    found = {}
    for source in (stored(name, make) for name, make in HELD_OUT.items()):
        for levels, role, instrument in zip(source["levels"], source["roles"], source["instruments"]):
            found.setdefault((str(role), str(instrument)), []).append(hear(weights, stored_figures(levels))[0].mean(0))
    return found


def instrument_figures(found, roles):
    heard = {key: roles[int(np.mean(scores, axis=0).argmax())] for key, scores in found.items()}
    phrases = [(key[0], roles[int(score.argmax())]) for key, scores in found.items() for score in scores]
    right, count = Counter(role for role, is_ in phrases if role == is_), Counter(role for role, _ in phrases)
    wrong = Counter((role, is_) for role, is_ in phrases if role != is_)
    tracks, tracks_right = Counter(role for role, _ in heard), Counter(key[0] for key, is_ in heard.items() if key[0] == is_)
    lines = [f"{sum(tracks_right.values())} of {len(heard)} instruments ({100 * sum(tracks_right.values()) / len(heard):.1f} %) are right, each a track of all "
             f"its phrases (mostly four, 24 s); of single phrases of 6 s {100 * sum(right.values()) / len(phrases):.1f} %.", "",
             "| role | instruments | right | phrases | right | phrases taken for |", "|---|---|---|---|---|---|"]
    for role in sorted(count):
        confusions = ", ".join(f"{is_} {n}" for (r, is_), n in wrong.most_common() if r == role)
        lines.append(f"| {role} | {tracks[role]} | {100 * tracks_right[role] / tracks[role]:.0f} % | {count[role]} | {100 * right[role] / count[role]:.0f} % | {confusions} |")
    missed = [f"{instrument.split(' ', 1)[1]} ({role}): {is_}" for (role, instrument), is_ in sorted(heard.items()) if role != is_]
    return lines + ["", "The instruments that are wrong, by General MIDI program (from 0) or drum key: " + "; ".join(missed) + "."]


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
    lines += instrument_figures(instruments(weights), roles)
    lines += ["", "### Songs that it never heard", "", *song_figures(weights, roles)]
    print("\n".join(lines))
    if not arguments.print:
        write_figures(HERE / "README.md", lines)
