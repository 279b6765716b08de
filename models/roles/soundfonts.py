"""Phrases as instruments of soundfonts play them."""
# SPDX-License-Identifier: MIT
import subprocess
import tempfile
from pathlib import Path

import numpy as np

from roles.phrases import LENGTH, beat, phrase_for, whole_kit
from songs.midi_file import Event, MidiFile
from songs.midi_roles import role_of_drum, role_of_program
from training.sound import read_sound

RATE = 44100
TICKS = 960  # a second
PAUSE, AT_ONCE = 1.5, 128  # s between phrases, phrases in a file

SOUNDFONTS = {
    "fluid": "/usr/share/sounds/sf2/FluidR3_GM.sf2",
    "musescore": "/usr/share/sounds/sf3/MuseScore_General_Lite.sf3",
    "opl3": "/usr/share/sounds/sf2/OPL-3_FM_128M.sf2",
    "csound": "/usr/share/sounds/sf2/sf_GMbank.sf2",
    "timgm": "/usr/share/sounds/sf2/TimGM6mb.sf2",
    "black pearl": "/usr/share/sounds/sf2/Black_Pearl_4_LV2.sf2",
    "red zeppelin": "/usr/share/sounds/sf2/Red_Zeppelin_4_LV2.sf2",
    "freepats": "freepats",  # patches, played by timidity
}
FREEPATS = Path("/usr/share/midi/freepats")
KITS = [0, 0, 0, 8, 16, 24, 25, 32, 40, 48]  # programs of the drum channel; where there is none it is the first one
DRUM_KEYS = range(35, 82)
RECORDED_KEYS = [36, 37, 38, 39, 40, 41, 42, 43, 44, 45, 46, 47, 48, 49, 51, 53, 54, 55, 56, 57]  # that recorded kits share with General MIDI


def midi_of(phrases):
    """One file with [(channel, program, notes)] one after the other."""
    events = [Event(0, bytes([0xff, 0x51]) + (500000).to_bytes(3, "big"))]
    for index, (channel, program, notes) in enumerate(phrases):
        begin = index * (LENGTH + PAUSE)
        events.append(Event(int(begin * TICKS), bytes([0xc0 | channel, program])))
        for time, length, key, velocity in notes:
            start = int((begin + 0.02 + time) * TICKS)
            events.append(Event(start, bytes([0x90 | channel, key, velocity])))
            events.append(Event(max(start + 1, int((begin + time + length) * TICKS)), bytes([0x80 | channel, key, 0])))
        events.append(Event(int((begin + LENGTH + PAUSE / 2) * TICKS), bytes([0xb0 | channel, 120, 0])))
    return MidiFile(TICKS // 2, sorted(events, key=lambda e: (e.tick, e.kind)))


def render(phrases, font):
    """The phrases as sounds of LENGTH and some of what follows, mono."""
    with tempfile.TemporaryDirectory() as folder:
        song, sound = Path(folder) / "song.mid", Path(folder) / "song.wav"
        midi_of(phrases).write(song)
        if font == "freepats":
            command = ["timidity", "-c", "/etc/timidity/freepats.cfg", "--reverb=d", "--chorus=n", "-A100", "-Ow1sl", "-s", str(RATE),
                       "-o", str(sound), str(song)]
        else:
            command = ["fluidsynth", "-ni", "-q", "-R", "0", "-C", "0", "-g", "0.4", "-r", str(RATE), "-T", "wav", "-O", "float",
                       "-F", str(sound), SOUNDFONTS[font], str(song)]
        subprocess.run(command, check=True, capture_output=True)
        whole = read_sound(sound, RATE)
    step, length = int((LENGTH + PAUSE) * RATE), int(LENGTH * RATE)
    return [np.pad(whole[i * step : i * step + length], (0, max(0, length - len(whole[i * step :])))) for i in range(len(phrases))]


def programs(font, random, pool, times):
    """Every program `times`: (role, instrument, channel, program, notes)."""
    for program in list(range(128)) * times:
        yield role_of_program(program), f"{font} program {program}", 0, program, phrase_for(random, program, pool)


def drums(font, random, times, keys=DRUM_KEYS, channel=9):
    """Every key of the drum kits, alone or with one of its kind, and whole kits. In soundfonts that hold a kit alone it is on any channel."""
    for key in list(keys) * times:
        role = role_of_drum(key)
        kind = [other for other in keys if role_of_drum(other) == role]
        kit = int(random.choice(KITS if channel == 9 else [0]))
        hit = [key] if random.random() < 0.5 else [key, int(random.choice(kind))]
        yield role, f"{font} key {key}", channel, kit, beat(random, hit)
    for _ in range(8 * times):
        yield "drums", f"{font} kit", channel, int(random.choice(KITS if channel == 9 else [0])), whole_kit(random)


def is_there(font, channel, program, notes):
    """timidity plays another instrument in the place of one that freepats lacks."""
    numbers, kind = ({n[2] for n in notes}, "Drum_000") if channel == 9 else ({program}, "Tone_000")
    return font != "freepats" or all(any((FREEPATS / kind).glob(f"{n:03}_*.pat")) for n in numbers)


def played(font, jobs):
    """(role, instrument, sound) of what is heard of `jobs`."""
    jobs = [job for job in jobs if is_there(font, *job[2:])]
    for first in range(0, len(jobs), AT_ONCE):
        part = jobs[first : first + AT_ONCE]
        for (role, instrument, *_), sound in zip(part, render([job[2:] for job in part], font)):
            if np.abs(sound).max() > 1e-3:  # else there is no such instrument
                yield role, instrument, sound
