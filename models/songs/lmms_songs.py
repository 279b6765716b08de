#!/usr/bin/env python3
"""Songs with stems and an author's mix, of the projects in Debian's lmms-common.

The author's mix is the project as it is. Stems are its tracks one by one with faders at 100, pans at 0, effects off and
straight to the master. All of it 12 dB down, so that neutral faders clip nothing.

    apt-get install lmms lmms-common ffmpeg
    models/songs/lmms_songs.py FOLDER [--songs NAME ...]
"""
# SPDX-License-Identifier: MIT
import argparse
import fnmatch
import os
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from song_list import add_song

PROJECTS = Path("/usr/share/lmms/projects")
COPYRIGHT = Path("/usr/share/doc/lmms-common/copyright")
HELD_OUT = {"Skiessi-Onion", "Oglsdl-Dr8v2", "Alf42red-Mauiwowi", "Thomasso-AxeFromThe80s", "Saber-FinalStep"}
WORDS = [  # evidence in names of tracks, the first that fits
    ("kick|bassdrum|bass ?drum", "kick"), ("snare|rim|clap", "snare"), (r"hi-?hat|\bhat|ride|crash|cymbal", "cymbals"),
    (r"\btom", "toms"), ("shaker|conga|bongo|tamb|perc|wood", "percussion"), ("bass", "bass"),
    ("acoustic ?guit", "acoustic guitar"), ("guit", "electric guitar"), ("piano|organ|keys|rhodes|epiano", "keys"),
    ("pad", "pad"), ("lead|arp|pluck", "lead synth"), ("string|violin", "strings"), ("brass|flute|horn|sax|trumpet", "winds"),
    ("vox|voice|vocal", "lead vocal"), ("fx|noise|sweep|riser", "effects"),
]


def role_of(name):
    """By its name; None where that tells nothing."""
    return next((role for words, role in WORDS if re.search(words, name, re.IGNORECASE)), None)


def licence_of(project):
    """What the package's copyright file says of a path: of the stanzas that fit, the last one."""
    path, licence = "data/projects/" + str(project.relative_to(PROJECTS)), None
    for stanza in COPYRIGHT.read_text().split("\n\n"):
        fields = dict(re.findall(r"^(\S+):((?:.|\n )*)", stanza, re.MULTILINE))
        if "Files" in fields and "License" in fields:
            if any(fnmatch.fnmatch(path, pattern) for pattern in fields["Files"].split()):
                licence = fields["License"].strip().split("\n")[0]
    return licence


def lmms(*words):
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(["lmms", "--allowroot", *map(str, words)], capture_output=True, env=environment)
    if done.returncode != 0:
        sys.exit(f"lmms {' '.join(map(str, words))}: {done.stderr.decode(errors='replace')[-500:]}")
    return done.stdout


def neutral(root):
    """Takes the author's mixing out of a project; returns what it was, by the name of the track."""
    author = {}
    for track in root.iter("track"):
        for strip in (strip for kind in ("instrumenttrack", "sampletrack") for strip in track.findall(kind)):
            said = author.setdefault(track.get("name"), {})
            for name, value in (("vol", "100"), ("pan", "0"), ("fxch", "0")):
                for moved in strip.findall(name):  # where it is automated it is an element
                    said[name] = float(moved.get("value", value))
                    strip.remove(moved)
                said.setdefault(name, float(strip.get(name, value)))
                strip.set(name, value)
            said["effects"] = [e.get("name") for chain in strip.findall("fxchain") if chain.get("enabled") == "1"
                               for e in chain.findall("effect")]
    for chain in root.iter("fxchain"):
        chain.set("enabled", "0")
    for channel in root.iter("fxchannel"):
        channel.set("volume", "1")
    return author


def store(source, target, frames=None):
    """As FLAC; the first 512 frames, which LMMS leaves to chance, are zero, and the end is padded."""
    pad = [f"apad=whole_len={frames}", f"atrim=end_sample={frames}"] if frames else []
    filters = ",".join(["atrim=start_sample=512", "asetpts=PTS-STARTPTS", "adelay=512S:all=1", *pad, "volume=-12dB"])
    subprocess.run(["ffmpeg", "-v", "error", "-y", "-i", source, "-af", filters, "-sample_fmt", "s32", "-bits_per_raw_sample", "24",
                    target], check=True)


def frames_of(path):
    """Of a WAV file of 32-bit floats in two channels."""
    data = path.read_bytes()
    return (len(data) - data.index(b"data") - 8) // 8


def make(project, out, pool):
    name = project.stem
    folder = out / name
    (folder / "mix").mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as work:
        work = Path(work)
        root = ET.fromstring(lmms("dump", project))
        author = neutral(root)
        ET.ElementTree(root).write(work / "neutral.mmp", xml_declaration=True)
        options = ["-f", "wav", "-s", "44100", "-a"]
        mix = pool.submit(lmms, "render", project, "-o", work / "mix.wav", *options)
        (work / "stems").mkdir()
        lmms("rendertracks", work / "neutral.mmp", "-o", work / "stems", *options)
        mix.result()
        frames = frames_of(work / "mix.wav")
        store(work / "mix.wav", folder / "mix" / "author.flac")
        stems = []
        for path in sorted((work / "stems").glob("*.wav"), key=lambda p: int(p.stem.split("_")[0])):
            track = path.stem.split("_", 1)[1]
            store(path, folder / f"{path.stem}.flac", frames)
            stems.append({"file": f"{path.stem}.flac", "role": role_of(track), "author": author.get(track)})
    add_song(out, {"name": name, "mix": "mix/author.flac", "stems": stems, "package": "lmms-common",
                   "licence": licence_of(project), "split": {"song": "held-out" if name in HELD_OUT else "train"}})
    print(f"{name}: {len(stems)} stems", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="where the songs go; outside the repository")
    parser.add_argument("--songs", nargs="+", metavar="NAME", help="projects to render; all of them where not said")
    options = parser.parse_args()
    projects = {p.stem: p for kind in ("demos", "shorties") for p in sorted((PROJECTS / kind).rglob("*.mmp*"))}
    if not projects:
        sys.exit(f"there are no projects in {PROJECTS}: apt-get install lmms lmms-common")
    if unknown := set(options.songs or []) - set(projects):
        sys.exit(f"there is no project {', '.join(sorted(unknown))}; known: {', '.join(projects)}")
    with ThreadPoolExecutor(1) as pool:
        for name in options.songs or projects:
            make(projects[name], options.folder, pool)


if __name__ == "__main__":
    main()
