#!/usr/bin/env python3
"""Songs with stems and an author's mix, of MIDI files in Debian packages and free soundfonts.

The author's mix is the file as it is: controllers 7, 10, 11, 91 and 93 are its levels, pans and sends. Stems are its
channels one by one, and the drums by kind, with those controllers neutral and without reverb and chorus.

    apt-get install fluidsynth openttd-openmsx freedoom fluid-soundfont-gm timgm6mb-soundfont
    models/songs/midi_songs.py FOLDER [--songs 3] [--package freedoom] [--decided volume pan] [--seconds 90] [--jobs 2]
"""
# SPDX-License-Identifier: MIT
import argparse
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from midi_file import Event, MidiFile
from midi_roles import role_of_drum, role_of_program
from song_list import add_song, split_of
from wad_file import midi_songs_in

SOURCES = [  # package, where its songs are: MIDI files, or WAD files that hold some; their licence
    ("openttd-openmsx", "/usr/share/games/openttd/baseset/openmsx", "GPL-2.0"),
    ("planetblupi-music-midi", "/usr/share/planetblupi/music", "GPL-3.0+"),
    ("freedoom", "/usr/share/games/doom", "BSD-3-Clause"),
]
SOUNDFONTS = {  # musescore-general-soundfont descends from FluidR3, so only the last one is unheard of
    "fluid": ("/usr/share/sounds/sf2/FluidR3_GM.sf2", "train"),
    "musescore": ("/usr/share/sounds/sf3/MuseScore_General_Lite.sf3", "train"),  # takes long to open
    "timgm": ("/usr/share/sounds/sf2/TimGM6mb.sf2", "held-out"),
}
DRUMS = 9
CONTROLLERS = {7: 100, 10: 64, 11: 127, 91: 0, 93: 0}  # of mixing, and what they are in stems
NAMES = {7: "volume", 10: "pan", 11: "expression", 91: "reverb", 93: "chorus"}
DEFAULTS = {7: 100, 10: 64, 11: 127, 91: 40, 93: 0}  # where the song says nothing (GM2)


def is_mixing(event):
    return event.kind == 0xb0 and event.data[1] in CONTROLLERS


def tracks_of(midi):
    """[(role, channel, whether a note is in it)]; drums by kind."""
    tracks = []
    for channel in sorted({e.channel for e in midi.events if e.is_note}):
        program, counts, kinds = 0, {}, set()
        for event in (e for e in midi.events if e.channel == channel):
            if event.kind == 0xc0:
                program = event.data[1]
            elif event.is_note:
                counts[program] = counts.get(program, 0) + 1
                kinds.add(role_of_drum(event.data[1]))
        if channel == DRUMS:
            tracks += [(kind, channel, lambda key, kind=kind: role_of_drum(key) == kind) for kind in sorted(kinds)]
        else:
            tracks.append((role_of_program(max(counts, key=counts.get)), channel, lambda key: True))
    return tracks


def stem_of(midi, channel, belongs):
    """The song with one track only, its mixing taken out."""
    neutral = [Event(0, bytes([0xb0 | channel, number, value])) for number, value in CONTROLLERS.items()]
    kept = [e for e in midi.events if e.channel in (None, channel) and not is_mixing(e)]
    notes = {0x80, 0x90, 0xa0}
    return MidiFile(midi.division, neutral + [e for e in kept if e.kind not in notes or belongs(e.data[1])])


def author_of(midi, channel, belongs):
    """The controllers while its notes begin, on the average, 0 to 127."""
    now, sums, notes = dict(DEFAULTS), dict.fromkeys(CONTROLLERS, 0), 0
    for event in midi.events:
        if event.channel != channel:
            continue
        if is_mixing(event):
            now[event.data[1]] = event.data[2]
        elif event.is_note and belongs(event.data[1]):
            notes += 1
            for number in CONTROLLERS:
                sums[number] += now[number]
    return {NAMES[number]: round(value / notes, 2) for number, value in sums.items()}


def excerpt(midi, seconds):
    """The beginning; notes that are on then end."""
    end = midi.tick_at(seconds)
    events = [e for e in midi.events if e.tick <= end]
    return MidiFile(midi.division, events + [Event(end, bytes([0xb0 | c, 123, 0])) for c in range(16)])


def render(midi, soundfont, effects, path):
    """At a gain that lets nothing clip; 24 bits."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "song.mid"
        midi.write(source)
        done = subprocess.run(["fluidsynth", "-ni", "-q", "-R", effects, "-C", effects, "-g", "0.2", "-r", "44100", "-T", "flac",
                               "-O", "s24", "-F", str(path), soundfont, str(source)], capture_output=True, text=True)
    if done.returncode != 0 or not path.exists():
        sys.exit(f"fluidsynth could not render {path}: {done.stderr}")


def sources(packages):
    """[(name, bytes, package, licence)]"""
    songs = []
    for package, folder, licence in SOURCES:
        if package in packages:
            songs += [(path.stem, path.read_bytes(), package, licence) for path in sorted(Path(folder).glob("*.mid"))]
            for path in sorted(Path(folder).glob("*.wad")):
                songs += [(f"{path.stem}_{name}", data, package, licence) for name, data in midi_songs_in(path).items()]
    return list({data: song for song in reversed(songs) for data in [song[1]]}.values())[::-1]  # some are in two WAD files


def decisions(stems):
    """Names of the controllers that differ between stems."""
    return [name for name in NAMES.values() if len({stem["author"][name] for stem in stems}) > 1]


def make(source, font, out, options, pool):
    title, data, package, licence = source
    soundfont, split = SOUNDFONTS[font]
    midi = excerpt(MidiFile.read(data, title), options.seconds)
    name = f"{title}-{font}"
    folder = out / name
    stems, jobs = [], [(midi, soundfont, "1", folder / "mix" / "author.flac")]
    for number, (role, channel, belongs) in enumerate(tracks_of(midi), 1):
        path = folder / f"{number:02}_{role.replace(' ', '_')}.flac"
        jobs.append((stem_of(midi, channel, belongs), soundfont, "0", path))
        stems.append({"file": path.name, "role": role, "channel": channel, "author": author_of(midi, channel, belongs)})
    decided = decisions(stems)
    if not set(options.decided) <= set(decided):
        return
    (folder / "mix").mkdir(parents=True, exist_ok=True)
    list(pool.map(lambda job: render(*job), jobs))
    add_song(out, {"name": name, "mix": "mix/author.flac", "stems": stems, "decided": decided, "package": package,
                   "licence": licence, "soundfont": font, "split": {"song": split_of(title), "soundfont": split}})
    print(f"{name}: {len(stems)} stems", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="where the songs go; outside the repository")
    parser.add_argument("--songs", type=int, help="the first so many of the MIDI files; all of them where not said")
    parser.add_argument("--package", action="append", choices=[package for package, *_ in SOURCES],
                        help="may be repeated; all where not said")
    parser.add_argument("--decided", nargs="+", default=[], choices=NAMES.values(), metavar="CONTROLLER",
                        help="only songs in which these differ between stems")
    parser.add_argument("--soundfont", action="append", choices=SOUNDFONTS, help="may be repeated; fluid and timgm where not said")
    parser.add_argument("--seconds", type=float, default=90, help="how much of each song")
    parser.add_argument("--jobs", type=int, default=2, help="renders at a time")
    options = parser.parse_args()
    songs = sources(options.package or [package for package, *_ in SOURCES])
    fonts = [font for font in options.soundfont or ("fluid", "timgm") if Path(SOUNDFONTS[font][0]).exists()]
    if not songs or not fonts:
        sys.exit("there are no MIDI files or no soundfonts: install the packages that --help names")
    with ThreadPoolExecutor(options.jobs) as pool:
        for source in songs[:options.songs]:
            for font in fonts:
                make(source, font, options.folder, options, pool)


if __name__ == "__main__":
    main()
