#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Play and sing the demo song of song.py and write its raw stems, the same bits on every run.

Debian packages: python3-numpy fluidsynth fluid-soundfont-gm espeak-ng flac vorbis-tools. Usage: ./make_stems.py [FOLDER=stems]
"""

import functools
import pathlib
import struct
import subprocess
import sys
import tempfile
import zlib

import numpy as np

sys.dont_write_bytecode = True
from song import *  # noqa: E402,F403

SOUNDFONT = "/usr/share/sounds/sf2/FluidR3_GM.sf2"
PPQ = 960  # ticks of a beat
NAMES = [note + str(octave) for octave in range(-1, 10) for note in "C C# D D# E F F# G G# A A# B".split()]  # of the MIDI keys


def phrases(text):
    """Yield (beat of the song, word, [(key, beats), ...]) of a line as written in song.py; instruments have no words."""
    for line in text.split("\n"):
        bar, _, items = line.partition(":")
        for item in items.split(" / ") if items else []:
            beat, *rest = item.split()
            word = rest.pop(0) if len(rest) % 2 else ""
            yield (int(bar) - 1) * BEATS + float(beat) - 1, word, [(NAMES.index(n), float(d)) for n, d in zip(rest[::2], rest[1::2])]


# ---------------------------------------------------------------- players

class Player:
    """Collects the MIDI of one part and gives it a human hand: swing, a lean against the beat, uneven force."""

    def __init__(self, part, programs=(0,), drums=False, lean=0.0, loose=0.004):
        self.random = np.random.default_rng(zlib.crc32(part.encode()))
        self.first, self.lean, self.loose, self.events = 9 if drums else 0, lean, loose, []
        for channel, program in enumerate(programs):
            self.event(0, 0xC0, program, channel=channel)

    def event(self, beat, status, *data, channel=0):
        tick = max(0, round(beat * PPQ))
        self.events.append((tick, status == 0x90 and data[1] > 0, bytes([status | (self.first + channel), *data])))

    def note(self, beat, length, number, force, channel=0):
        late = SWING if abs(beat % 0.5 - 0.25) < 0.01 else 0.0
        start = beat + late + (self.lean + self.loose * np.clip(self.random.normal(), -2, 2)) / BEAT
        velocity = int(np.clip(14 + 12 * force + 4 * self.random.normal(), 8, 127))
        self.event(start, 0x90, number, velocity, channel=channel)
        self.event(start + length, 0x90, number, 0, channel=channel)

    def grid(self, rows, length=0.2):
        for first, last, number, pattern in rows:
            for bar in range(first - 1, last):
                for step, force in enumerate(pattern):
                    if force != ".":
                        self.note(bar * BEATS + step / 4, length, number, int(force))
        return self

    def strum(self, beat, length, chord, force, spread=0.011, up=False):
        for i, number in enumerate(sorted(chord, reverse=up)):
            self.note(beat + i * spread / BEAT, length, number, force - 0.3 * i)

    def play(self, rate):
        """The part as the soundfont sounds it, dry: an array of two channels."""
        track, now = struct.pack(">BBBI", 0, 0xFF, 0x51, 0x03000000 | round(6e7 / BPM)), 0
        end = round((LENGTH + 0.5) / BEAT * PPQ)
        for tick, _, data in sorted(self.events) + [(end, 0, b"\xff\x2f\x00")]:
            gap, now = tick - now, tick
            size = [gap >> 7 * i & 127 | (128 if i else 0) for i in range(max(1, (gap.bit_length() + 6) // 7))]
            track += bytes(reversed(size)) + data
        with tempfile.TemporaryDirectory() as folder:
            score, sound = pathlib.Path(folder, "score.mid"), pathlib.Path(folder, "sound.raw")
            score.write_bytes(b"MThd" + struct.pack(">IHHH", 6, 0, 1, PPQ) + b"MTrk" + struct.pack(">I", len(track)) + track)
            subprocess.run(["fluidsynth", "-niq", "-R", "0", "-C", "0", "-g", "0.6", "-r", str(rate), "-O", "float", "-T", "raw",
                            "-F", sound, SOUNDFONT, score], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            return np.fromfile(sound, "<f4").astype(float).reshape(-1, 2)[:round(LENGTH * rate)].T


def bass():
    player = Player("bass", [33], lean=0.004)
    verse = [(0, 3, 0, 8), (3, 1, 0, 4), (7, 2, 0, 7), (10, 2, 7, 7), (12, 1.5, 12, 5)]
    chorus = [(0, 2.5, 0, 9), (3, 2.5, 0, 7), (6, 1.5, 12, 7), (8, 1.8, 0, 8), (10, 2.5, 0, 8), (13, 1, 12, 5)]
    for bar in range(2, BARS):
        root, after = SONG[bar][0], SONG[bar + 1][0]
        for step, length, interval, force in [(0, 13, 0, 6)] if bar < 4 else verse if bar < 12 else chorus:
            player.note(bar * BEATS + step / 4, length / 4 * 0.95, root + interval, force)
        approach = after - 2 if (after - 2) % 12 in (1, 2, 4, 6, 7, 9, 11) and after > 29 else after - 1 if after > 28 else after + 2
        player.note(bar * BEATS + 3.5, 0.45, approach, 6)
    player.note(BARS * BEATS, 6.5, 38, 8)
    return player


def guitar():
    player = Player("guitar", [27], lean=-0.002)
    for bar in range(4, BARS):
        chord = sorted(SONG[bar][1] + [SONG[bar][1][0] + 12])
        verse = "..2...7...2.6..." if bar % 2 == 0 else "..2...7...2.6.45"
        pattern = verse if bar < 12 else "8..6..7.4.7.6.5."
        steps = [i for i, force in enumerate(pattern) if force != "."] + [16]
        for step, after in zip(steps, steps[1:]):
            length = 0.16 if bar < 12 else (after - step) / 4 * 0.92
            player.strum(bar * BEATS + step / 4, length, chord[-3:] if bar < 12 else chord, int(pattern[step]), 0.008, step % 4 in (2, 3))
    player.strum(BARS * BEATS, 7.5, [50, 57, 61, 64, 66, 73], 6, 0.045)
    return player


def keys():
    player = Player("keys", [4], loose=0.006)
    for bar in range(BARS):
        root, chord = SONG[bar]
        for step, i in enumerate([0, 2, 1, 3, 2, 1, 3, 2] if bar < 4 else []):  # broken chords
            player.note(bar * BEATS + step / 2, 1.4, chord[i] + (12 if step in (3, 6) else 0), 5 if step else 7)
        hits = [(0, 2.3, 6), (2.5, 1.3, 5)] if bar < 12 else [(0, 1.4, 8), (1.5, 0.9, 6), (2.5, 0.7, 7), (3.25, 0.6, 6)]
        for beat, length, force in hits if bar >= 4 else []:
            player.strum(bar * BEATS + beat, length, chord, force, 0.006)
        player.note(bar * BEATS, 3.5, root + 12, 4)
    player.strum(BARS * BEATS, 7, [38, 50] + SONG[BARS][1] + [69, 73], 6, 0.055)
    return player


def pad():
    player = Player("pad", [89, 48])
    for channel, place in enumerate([44, 84]):
        player.event(0, 0xB0, 10, place, channel=channel)
        for beat in np.arange(0, 88, 0.25):  # breathes with every two bars, opens up in the chorus, fades at the end
            swell = 70 + 20 * np.sin(np.pi * (beat % 8) / 8) + (22 if 48 <= beat < 84 else 0) - (10 * max(0, beat - 80))
            player.event(beat, 0xB0, 11, int(np.clip(swell, 0, 127)), channel=channel)
    for bar in range(BARS + 1):
        for i, number in enumerate(SONG[bar][1]):
            length = 3.9 if bar < BARS else 7
            player.note(bar * BEATS, length, number, 5)
            if bar >= 8:
                player.note(bar * BEATS, length, number + (12 if bar >= 12 and i < 2 else 0), 4, channel=1)
    return player


def lead():
    player = Player("lead", [81], lean=0.006, loose=0.006)
    for beat, _, [(number, length)] in phrases(LEAD):
        player.note(beat, length, number, 7)
        for i in range(9):  # slide into each note, vibrato only on long ones
            player.event(beat - 0.02 + i * 0.02, 0xE0, 0, int(64 - 24 * (1 - i / 8) ** 2 * (length > 0.3)))
            player.event(beat + 0.5 + i * 0.1 if length > 0.9 else beat, 0xB0, 1, int(i * 6 * (length > 0.9)))
        player.event(beat + length, 0xB0, 1, 0)
    return player


# ---------------------------------------------------------------- singers

RATE = 88200  # singing is put together at this rate: four times the speech, twice the stem


@functools.lru_cache(None)
def speak(voice, phonemes):
    """A spoken syllable: samples, pitch marks (place, period, voiced), begin and end of its vowel; all in samples."""
    command = ["espeak-ng", "-v", "en-us+" + voice, "-p", "80", "-s", "90", "--stdout", f"[[{phonemes}]]"]
    x = np.frombuffer(subprocess.run(command, check=True, capture_output=True).stdout[44:], "<i2") / 32768.0
    heard = np.flatnonzero(np.abs(x) > 0.004)
    x = np.pad(x[heard[0]:heard[-1]], 400)
    x = np.fft.irfft(np.pad(np.fft.rfft(x), (0, len(x) * 2 - len(x) // 2)), len(x) * 4) * 4
    frequency, spectrum = np.fft.rfftfreq(len(x), 1 / RATE), np.fft.rfft(x)
    power = np.abs(np.fft.rfft(x, 2 * len(x))) ** 2 * (np.fft.rfftfreq(2 * len(x), 1 / RATE) < 1500)
    likeness = np.fft.irfft(power)[RATE // 500:RATE // 170]
    pitch = RATE / (RATE // 500 + np.argmax(likeness))
    tone = np.fft.irfft(spectrum * np.exp(-0.5 * ((frequency - pitch) / (0.3 * pitch)) ** 2), len(x))  # its fundamental alone
    peaks = 1 + np.flatnonzero((tone[1:-1] > tone[:-2]) & (tone[1:-1] >= tone[2:]) & (tone[1:-1] > 0.12 * tone.max()))
    marks, hop, place = [], RATE // 250, 0
    for peak, after in zip(peaks, [*peaks[1:], len(x)]):
        while place + hop < peak - 0.5 * RATE / pitch:
            place += hop
            marks.append((place, hop, False))
        place = peak
        marks.append((peak, after - peak if after - peak < 1.5 * RATE / pitch else RATE / pitch, True))
    marks += [(i, hop, False) for i in range(int(place + hop), len(x), hop)]
    middle = np.fft.irfft(spectrum * ((frequency > 500) & (frequency < 3500)), len(x))  # where vowels are loud
    loud = np.sqrt(np.convolve(middle ** 2, np.hanning(RATE // 60), "same"))
    vowel = [place for place, _, voiced in marks if voiced and loud[int(place)] > 0.35 * loud.max()]
    return x, np.array(marks, float), vowel[0], vowel[-1]


def sing(track, random, voice, start, phonemes, notes, before=None, detune=0.0, level=0.2):
    """Add one sung syllable to `track`: pitch-synchronous overlap-add of the spoken one, its vowel starting at `start` seconds."""
    x, marks, begin, end = speak(voice, phonemes)
    head, tail = min(begin, 0.10 * RATE), min(len(x) - end, 0.12 * RATE)
    body = max(sum(length for _, length in notes) * RATE - tail, 0.06 * RATE)
    t = np.arange(int(body + tail)) / RATE
    line = np.repeat([n for n, _ in notes], [int(np.ceil(d * RATE)) + 1 for _, d in notes])[:len(t)].astype(float)
    glide = np.hanning(int(0.07 * RATE)) / np.hanning(int(0.07 * RATE)).sum()
    line = np.convolve(np.pad(line, len(glide), "edge"), glide, "same")[len(glide):-len(glide)]
    line += np.clip((before or notes[0][0] - 1) - notes[0][0], -2, 2) * 0.6 * np.exp(-t / 0.03)  # come from the last note
    line += 0.32 * np.clip((t - 0.28) / 0.5, 0, 1) * np.sin(2 * np.pi * 5.3 * t + random.uniform(0, 6)) + detune
    out, place, drift = np.zeros(int(head + body + tail) + RATE // 20), 0.0, 0.0
    while place < head + body + tail:
        now = place - head  # where in the speech: a vowel lingers on its first part, consonants keep their pace
        source = np.interp(now, [-head, 0, 0.75 * body, body, body + tail], [begin - head, begin, begin + 0.4 * (end - begin), end, end + tail])
        mark, period, voiced = marks[np.argmin(np.abs(marks[:, 0] - source))]
        reach = np.arange(-int(period), int(period) + 1)
        grain = np.interp(mark + reach + -place % 1, np.arange(len(x)), x, 0, 0) * (0.5 + 0.5 * np.cos(np.pi * reach / period))
        at = int(np.ceil(place)) + reach
        keep = (at >= 0) & (at < len(out))
        out[at[keep]] += grain[keep]
        drift = 0.97 * drift + 0.012 * random.normal()
        hertz = 440 * 2 ** ((line[int(np.clip(now, 0, len(t) - 1))] + drift - 69) / 12)
        place += RATE / hertz if voiced else period
    out *= np.clip((head + body + tail - np.arange(len(out))) / (0.03 * RATE), 0, 1)
    out *= level / np.sqrt(np.mean(out[int(head):int(head + body)] ** 2))
    first = int(start * RATE - head)
    track[first:first + len(out)] += out[:len(track) - first]


def singer(part, voice, text, first=0, detune=0.0, loose=0.006):
    """A whole line, mono at 44.1 kHz, with a little breath where the speech has nothing (above 9 kHz)."""
    random, track, before = np.random.default_rng(zlib.crc32(part.encode())), np.zeros(int(LENGTH * RATE)), None
    line = [entry for entry in phrases(text) if entry[0] >= first]
    for (beat, phonemes, notes), after in zip(line, [*line[1:], (999, "", [])]):
        beats = sum(d for _, d in notes)
        room = 0.07 if after[0] - beat - beats < 0.1 else 0.0  # leave room for the next consonant
        sung = [(n, d * BEAT - room / len(notes)) for n, d in notes]
        force = 0.2 * 10 ** ((random.normal() + 0.15 * (notes[0][0] - 69) + (1.5 if beat >= 48 else 0)) / 20)
        sing(track, random, voice, (beat + SWING * (beat % 0.5 == 0.25)) * BEAT + 0.008 + loose * random.normal(), phonemes, sung,
             before, detune + 0.03 * random.normal(), force)
        before = notes[-1][0]
    spectrum = np.fft.rfft(track)[:len(track) // 4 + 1]
    low, hertz = np.fft.irfft(spectrum, len(track) // 2) / 2, np.fft.rfftfreq(len(track) // 2, 2 / RATE)
    body = np.sqrt(np.convolve(np.fft.irfft(spectrum * ((hertz > 3000) & (hertz < 9000))) ** 2 / 4, np.hanning(512) / 256, "same").clip(0))
    air = np.fft.irfft(np.fft.rfft(random.normal(size=len(low))) * np.clip((hertz - 7000) / 4000, 0, 1))
    return low + 0.25 * body * air


def backing():
    """Three voices on the notes of the chords: 'ooh' in the second half of the verse, 'aah' in the chorus."""
    voices = []
    for part, voice, place in (3, "belinda", -0.8), (2, "linda", 0.1), (1, "f3", 0.9):
        text = "\n".join(f"{bar + 1}: 1 {'u:' if bar < 12 else 'A:'} {NAMES[SONG[bar][1][part]]} {3.9 if bar < BARS else 7}"
                         for bar in range(8, BARS + 1))
        voices.append(pan(singer(f"backing {part}", voice, text, loose=0.015), place))
    return sum(voices)


# ---------------------------------------------------------------- the stems

def write(folder, stem, sound, rate, peak, kind="flac"):
    """Write sixteen bits with the peak at so many dBFS; FLAC, or Ogg Vorbis for the wide and noisy stems, which FLAC leaves large."""
    sound = np.atleast_2d(sound)
    samples = np.round(sound * 32767 * 10 ** (peak / 20) / np.abs(sound).max()).T.astype("<i2").tobytes()
    if kind == "flac":
        command = ["flac", "-8sf", "--force-raw-format", "--endian=little", "--sign=signed", "--bps=16"]
        command += [f"--channels={len(sound)}", f"--sample-rate={rate}"]
    else:
        command = ["oggenc", "-Q", "-q5", "--serial=1", "--raw", "--raw-bits=16", f"--raw-chan={len(sound)}", f"--raw-rate={rate}"]
    subprocess.run([*command, "-o", folder / f"{stem}.{kind}", "-"], input=samples, check=True)
    print(f"{stem}.{kind}", flush=True)


def pan(sound, place):
    """Two channels of one, with equal power."""
    return np.outer([np.cos((place + 1) * np.pi / 4), np.sin((place + 1) * np.pi / 4)], sound)


def drum(part, rows, lean=0.0, length=0.2):
    """A part of the drum kit, mono."""
    return Player(part, drums=True, lean=lean).grid(rows, length).play(48000).mean(0)


def main():
    folder = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else pathlib.Path(__file__).parent / "stems"
    folder.mkdir(parents=True, exist_ok=True)
    kick, hats = drum("kick", KICK), drum("hats", HATS, -0.001)
    snare = drum("snare", SNARE, 0.005) + 0.05 * np.roll(kick, 70) + 0.12 * np.roll(hats, 40)  # its microphone hears the neighbours too
    write(folder, "kick", kick, 48000, -4)
    write(folder, "snare", snare, 48000, -5)
    write(folder, "hats", hats, 48000, -11, "ogg")
    write(folder, "clap", drum("clap", CLAP, 0.008), 48000, -10)
    write(folder, "percussion", sum(pan(drum(f"percussion {i}", rows), i) for i, rows in PERCUSSION.items()), 48000, -9, "ogg")
    write(folder, "cymbals", sum(pan(drum(f"cymbals {i}", rows, 0, 4), i) for i, rows in CYMBALS.items()), 48000, -7, "ogg")

    t = np.arange(round(LENGTH * 48000)) / 48000
    strings = guitar().play(48000).mean(0)
    hum = np.abs(strings).max() * sum(level * np.sin(2 * np.pi * f * t) for f, level in ((50, 0.0015), (100, 0.001), (150, 0.0005)))
    suitcase = 1 + 0.25 * np.outer([1, -1], np.sin(2 * np.pi * BPM / 60 * t))  # the electric piano's own stereo tremolo, in beats
    write(folder, "bass", bass().play(48000).mean(0), 48000, -5)
    write(folder, "guitar", strings + hum, 48000, -8, "ogg")  # its single coils hum
    write(folder, "keys", keys().play(48000) * suitcase, 48000, -8, "ogg")
    write(folder, "pad", pad().play(48000), 48000, -12, "ogg")
    write(folder, "lead", lead().play(48000).mean(0), 48000, -9, "ogg")
    write(folder, "vocal", singer("vocal", "linda", MELODY), 44100, -3.5)
    write(folder, "vocal_double", singer("double", "belinda", MELODY, first=47.5, detune=0.06, loose=0.014), 44100, -6, "ogg")
    write(folder, "backing", backing(), 44100, -10, "ogg")


if __name__ == "__main__":
    main()
