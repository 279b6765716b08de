"""Judges the mixer on songs that it never heard, by the program itself, and writes the figures into the card.

Each song is suggested for by the weights that were trained without it and without other songs of its author, from stems that were
rendered with a soundfont that none was trained on; is rendered; and is held against the author's mix by `stemwright evaluate`.
"""
# SPDX-License-Identifier: MIT
import argparse
import copy
import hashlib
import json
import shutil
import subprocess
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import yaml

from mixer.songs import folds_of, songs_in
from training.model_file import digest, write_figures
from training.sound import BUILD, ROOT

HERE = Path(__file__).parent
SOUNDFONT = "timgm"
FROM, SECONDS = 15, 30  # of each song
MONO_LOSS = 2  # LU
GROUPS = ("LOUD", "PAN", "DYN", "B", "SPEC")
WORK = BUILD / "mixer" / "judged"


def excerpt(song):
    """Stems and mix, cut; a folder as `evaluate --stems` reads it."""
    folder = WORK / "songs" / song.about["name"]
    for file in [*(stem["file"] for stem in song.about["stems"]), song.about["mix"]]:
        target = folder / file
        if not target.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            cut = ["-ss", str(FROM), "-t", str(SECONDS), "-i", song.folder / file]
            subprocess.run(["ffmpeg", "-v", "error", "-y", *cut, "-sample_fmt", "s32", "-bits_per_raw_sample", "24", target], check=True)
    return folder


def suggested(song, weights, amounts, program, roles):
    """The suggestion as a document, all of its stages in it."""
    folder = WORK / "mixes" / f"{song.about['name']}-{Path(weights).stem}"
    folder.mkdir(parents=True, exist_ok=True)
    tracks = {Path(stem["file"]).stem: {"role": stem["role"]} for stem in song.about["stems"]} if roles == "told" else {}
    (folder / "mix.yaml").write_text(yaml.safe_dump({"stemwright": 1, "extends": "suggested.yaml", **({"tracks": tracks} if tracks else {})}))
    (folder / "suggested.yaml").unlink(missing_ok=True)
    wanted = [word for stage in amounts for word in ("--amount", f"{stage}=100%")]
    subprocess.run([program, "suggest", excerpt(song), "--mix", folder / "mix.yaml", "--model", weights, "--threads", "1", *wanted],
                   check=True, capture_output=True)
    return folder, yaml.safe_load((folder / "suggested.yaml").read_text())


def without(document, stages):
    """What `suggest --amount STAGE=0%` leaves out."""
    document = copy.deepcopy(document)
    for track in document["tracks"].values():
        if "levels" in stages:
            track.pop("gain", None)
        if "pan" in stages:
            track.pop("pan", None)
        if "space" in stages:
            track.pop("sends", None)
        chain = [entry for entry in track.get("chain", []) if not stages & stages_of(entry)]
        track.pop("chain", None)
        if chain:
            track["chain"] = chain
    if "space" in stages:
        document.pop("buses", None)
    if "master" in stages:
        document.pop("master", None)
    return document


def stages_of(entry):
    return {stage for stage, nodes in {"eq": ("eq", "highpass"), "dynamics": ("compressor",), "levels": ("gain",)}.items()
            for node in nodes if node in entry}


def judged(song, fold, variants, options):
    """Renders every variant of a song, {variant: (weights, stages left out)}, and judges them; the file of figures."""
    documents = {}
    for variant, (network, left_out) in variants.items():
        target = WORK / variant.replace(" ", "_") / f"{song.about['name']}.flac"
        target.parent.mkdir(parents=True, exist_ok=True)
        weights = BUILD / "mixer" / f"fold{fold}.safetensors" if network == "network" else network
        if weights not in documents:
            documents[weights] = suggested(song, weights, options.stages, options.program, options.roles)
        folder, document = documents[weights]
        path = folder / f"{variant.replace(' ', '_')}.yaml"
        path.write_text(yaml.safe_dump(without(document, set(left_out)), sort_keys=False))
        subprocess.run([options.program, "render", "--quiet", path, "-o", target], check=True, capture_output=True)
    folders = [word for variant in variants for word in ("--mixes", WORK / variant.replace(" ", "_"))]
    said = subprocess.run([options.program, "evaluate", "--stems", excerpt(song), *folders, "--json"], check=True, capture_output=True).stdout
    result = WORK / "results" / f"{song.about['name']}.json"
    result.parent.mkdir(exist_ok=True)
    result.write_bytes(said)
    print(song.about["name"], flush=True)
    return result


def figures(results, program):
    """Means of every way of mixing, and by how much the suggestion is nearer to the author than each."""
    command = [program, "evaluate", "--json", "--bootstrap", *(word for result in results for word in ("--results", result))]
    said = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
    values, losses = {}, []
    for song in said["songs"]:
        for mix in song["mixes"]:
            for group, distance in mix["groups"].items():
                values.setdefault(mix["name"], {}).setdefault(group, []).append(distance["value"])
            if mix["name"] == "suggested":
                losses.append(mix["mono"]["mix"]["loss"])
    shown = [group for group in GROUPS if group in values["suggested"]]
    lines = ["| mean | " + " | ".join(shown) + " |", "|---|" + "---|" * len(shown)]
    for name, groups in values.items():
        known = {group: [value for value in groups[group] if value is not None] for group in shown}
        lines.append(f"| {name.replace('_', ' ')} | " + " | ".join(f"{sum(known[group]) / len(known[group]):.3f}" for group in shown) + " |")
    lines += ["", "The suggestion minus each, and the 95 % interval by the paired bootstrap over songs:", "",
              "| | " + " | ".join(shown) + " |", "|---|" + "---|" * len(shown)]
    for name in values:
        rows = {row["group"]: row for row in said["differences"] if (row["mix"], row["baseline"]) == ("suggested", name)}
        if rows:
            cells = [f"{rows[group]['mean']:+.4f} ({rows[group]['low']:+.4f} to {rows[group]['high']:+.4f})" for group in shown]
            lines.append(f"| {name.replace('_', ' ')} | " + " | ".join(cells) + " |")
    return [*lines, "", f"In mono the suggestions lose at most {max(losses):.2f} LU."]


def mono_loss(song, program):
    said = subprocess.run([program, "measure", "--json", song.folder / song.about["mix"]], check=True, capture_output=True).stdout
    return json.loads(said)[0]["mono_loss"]


def judged_songs(options):
    """Levels and places differ, and the author's mix bears to be heard in mono: the synthesiser's chorus turns some of them nearly inside
    out, and what is asked of a suggestion must hold for what it is held against."""
    songs = [song for song in songs_in(options.songs, SOUNDFONT) if song.is_mixed]
    songs = [song for song in songs if (mono_loss(song, options.program) < MONO_LOSS) == (options.mixes == "sound")]
    return sorted(songs, key=lambda song: hashlib.sha256(song.title.encode()).digest())[: options.count]


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("songs", nargs="*", default=[BUILD / "songs"], help="folders of songs, as ./dev songs midi makes them")
    parser.add_argument("--program", default=ROOT / "build/release/bin/stemwright")
    parser.add_argument("--count", type=int, help="only so many songs, by a hash of their names")
    parser.add_argument("--mixes", choices=("sound", "cancelling"), default="sound", help="which authors' mixes: those that lose less than "
                        f"{MONO_LOSS} LU in mono, or the rest")
    parser.add_argument("--roles", choices=("heard", "told"), default="heard", help="whether the program is told what tracks are")
    parser.add_argument("--stages", nargs="*", default=[], help="stages on demand that are to be judged too")
    parser.add_argument("--jobs", type=int, default=2)
    options = parser.parse_args()
    songs = judged_songs(options)
    folds = folds_of(songs_in(options.songs, "fluid"))
    variants = {"suggested": ("network", []), "without network": ("none", []),
                "without pan": ("network", ["pan"]), "without space": ("network", ["space"]), "without levels": ("network", ["levels"]),
                **{f"with {stage}": ("network", [other for other in options.stages if other != stage]) for stage in options.stages}}
    for variant, (network, left_out) in variants.items():
        if not variant.startswith("with "):
            variants[variant] = (network, left_out + options.stages)
    for old in WORK.glob("*"):
        if old.name != "songs":
            shutil.rmtree(old)
    with ThreadPoolExecutor(options.jobs) as pool:
        results = list(pool.map(lambda song: judged(song, folds[song.author], variants, options), songs))
    lines = [f"SHA-256 of mixer.safetensors: `{digest(HERE / 'mixer.safetensors')}`", "",
             f"{len(songs)} songs, {SECONDS} s of each, roles {options.roles}:", "", *figures(results, options.program)]
    print("\n".join(lines))
    write_figures(HERE / "README.md", lines)
