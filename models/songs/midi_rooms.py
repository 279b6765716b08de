#!/usr/bin/env python3
"""Adds to songs.json of MIDI songs how much room the author's mix gives each stem: dB of its reverb alone against the stem.

What controller 91 and the soundfont send to the synthesiser's room, as it comes out: a stem rendered with the room minus the
same without.

    apt-get install python3-numpy
    models/songs/midi_rooms.py FOLDER [--soundfont fluid]
"""
# SPDX-License-Identifier: MIT
import argparse
import json
import subprocess
import tempfile
from pathlib import Path

import numpy as np
from midi_file import Event, MidiFile
from midi_songs import CONTROLLERS, SOURCES, SOUNDFONTS, excerpt, is_mixing, sources, tracks_of
from song_list import add_song

ROOM = 91


def sound(path):
    command = ["ffmpeg", "-v", "error", "-i", str(path), "-f", "f32le", "-ac", "2", "-"]
    return np.frombuffer(subprocess.run(command, check=True, capture_output=True).stdout, np.float32).reshape(-1, 2)


def rendered(midi, soundfont, room):
    with tempfile.TemporaryDirectory() as folder:
        midi.write(Path(folder) / "song.mid")
        subprocess.run(["fluidsynth", "-ni", "-q", "-R", room, "-C", "0", "-g", "0.2", "-r", "44100", "-T", "flac", "-O", "s24",
                        "-F", f"{folder}/out.flac", soundfont, f"{folder}/song.mid"], check=True, capture_output=True)
        return sound(f"{folder}/out.flac")


def room_of(midi, channel, belongs, soundfont):
    """dB; None of silence. Levels and places are neutral, the room is the author's."""
    neutral = [Event(0, bytes([0xb0 | channel, number, value])) for number, value in CONTROLLERS.items() if number != ROOM]
    kept = [e for e in midi.events if e.channel in (None, channel) and (not is_mixing(e) or e.data[1] == ROOM)]
    stem = MidiFile(midi.division, neutral + [e for e in kept if e.kind not in (0x80, 0x90, 0xa0) or belongs(e.data[1])])
    dry, wet = (rendered(stem, soundfont, room) for room in ("0", "1"))
    frames = min(len(dry), len(wet))
    power = float(np.square(dry[:frames], dtype=float).sum())
    return round(10 * np.log10(np.square(wet[:frames] - dry[:frames], dtype=float).sum() / power + 1e-6), 2) if power > 1e-9 else None


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--soundfont", choices=SOUNDFONTS, default="fluid")
    parser.add_argument("--seconds", type=float, default=15, help="how much of each song, from its beginning")
    options = parser.parse_args()
    files = {title: data for title, data, *_ in sources([package for package, *_ in SOURCES])}
    for song in json.loads((options.folder / "songs.json").read_text()):
        if song["soundfont"] != options.soundfont or "room" in song["stems"][0]["author"]:
            continue
        title = song["name"].rsplit("-", 1)[0]
        tracks = tracks_of(excerpt(MidiFile.read(files[title], title), float(song.get("seconds", 60))))
        midi = excerpt(MidiFile.read(files[title], title), options.seconds)
        for stem, (_, channel, belongs) in zip(song["stems"], tracks, strict=True):
            stem["author"]["room"] = room_of(midi, channel, belongs, SOUNDFONTS[options.soundfont][0])
        add_song(options.folder, song)
        print(song["name"], [stem["author"]["room"] for stem in song["stems"]], flush=True)


if __name__ == "__main__":
    main()
