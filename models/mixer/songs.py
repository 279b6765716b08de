"""The songs that the mixer learns from and is judged by: what our program hears in their stems, and what the authors did."""
# SPDX-License-Identifier: MIT
import hashlib
import json
import math
import subprocess
from dataclasses import dataclass
from pathlib import Path

from training.sound import BUILD

FOLDS = 5
LEAST = -18  # dB; softer is a track that the author does not want, which says nothing about balance
AUTHORS = {"_redfarn": "redfarn", "_imuh3": "imuh3"}  # ends of names; songs of one author are never on both sides of a split


@dataclass
class Song:
    folder: Path
    about: dict  # its entry in songs.json

    @property
    def title(self):
        return self.about["name"].rsplit("-", 1)[0]

    @property
    def author(self):
        """Those who wrote more than one song, as far as names tell it; else the song itself."""
        if self.about["package"] == "planetblupi-music-midi":
            return self.about["package"]
        return next((author for end, author in AUTHORS.items() if self.title.endswith(end)), self.title)

    @property
    def is_mixed(self):
        """The rule for judging: levels and places both differ between stems."""
        return {"volume", "pan"} <= set(self.about["decided"])


def songs_in(folders, soundfont):
    """Songs in which the author decided something."""
    songs = [Song(Path(folder) / about["name"], about) for folder in folders for about in json.loads((Path(folder) / "songs.json").read_text())]
    return [song for song in songs if song.about["soundfont"] == soundfont and song.about["decided"]]


def folds_of(songs):
    """{author: fold}: whole authors, those with most songs first, each into the fold with the fewest songs to judge."""
    counts = {}
    for song in songs:
        counts[song.author] = counts.get(song.author, 0) + song.is_mixed
    sizes, folds = [0] * FOLDS, {}
    for author in sorted(counts, key=lambda a: (-counts[a], hashlib.sha256(a.encode()).digest())):
        folds[author] = sizes.index(min(sizes))
        sizes[folds[author]] += counts[author]
    return folds


def analysis_of(song, program):
    """What `stemwright analyse` says of its stems, kept for the next run; names of tracks are names of files."""
    path = BUILD / "mixer" / f"{song.about['name']}.json"
    if not path.exists():
        stems = [song.folder / stem["file"] for stem in song.about["stems"]]
        said = subprocess.run([program, "analyse", "--json", *stems], check=True, capture_output=True).stdout
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(said)
    return json.loads(path.read_text())


@dataclass
class Decisions:
    """Of one stem; None where the author decided nothing of that kind in this song."""
    level: float | None  # dB
    pan: float | None  # -1 to 1
    send: float | None  # dB of the room against the stem


def decisions_of(song):
    """Controllers as General MIDI defines them: levels go with the square, places from 1 to 127."""
    decided = set(song.about["decided"])

    def of(author):
        gain = author["volume"] * author["expression"] / (100 * 127)
        return Decisions(max(40 * math.log10(max(gain, 0.01)), LEAST) if decided & {"volume", "expression"} else None,
                         max(-1, (author["pan"] - 64) / 63) if "pan" in decided else None,
                         author.get("room"))

    return [of(stem["author"]) for stem in song.about["stems"]]
