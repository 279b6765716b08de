#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Compose, play and sing the demo song and write its raw stems, the same bits on every run.

Debian packages: python3-numpy fluidsynth fluid-soundfont-gm espeak-ng flac vorbis-tools
Usage: ./make_stems.py [FOLDER]        (default: the folder "stems" beside this file)
"""

import functools
import pathlib
import struct
import subprocess
import sys
import tempfile
import zlib

import numpy as np

SOUNDFONT = "/usr/share/sounds/sf2/FluidR3_GM.sf2"
BPM, BEATS, BARS = 108, 4, 20  # twenty bars, then the last chord rings
LENGTH = 50.0  # seconds, of every stem
PPQ = 960
SWING = 0.03  # beats by which every second sixteenth comes late
BEAT = 60 / BPM

# ---------------------------------------------------------------- the song

# One chord per bar: the bass note and the voicing that keys, guitar and pad share.
CHORDS = {
    "Dmaj9": (38, [54, 57, 61, 64]), "Em9": (28, [55, 59, 62, 66]), "F#m7": (30, [57, 61, 64, 66]),
    "Gmaj9": (31, [59, 62, 66, 69]), "A7sus": (33, [55, 59, 62, 64]), "A9": (33, [57, 59, 61, 64]),
    "Bm7": (35, [57, 59, 62, 66]), "Gm6": (31, [58, 62, 64, 69]),
}
INTRO = "Gmaj9 F#m7 Em9 A7sus".split()
VERSE = "Dmaj9 F#m7 Gmaj9 A7sus Bm7 F#m7 Em9 A7sus".split()
CHORUS = "Gmaj9 A9 F#m7 Bm7 Gmaj9 A9 Em9 Gm6".split()
SONG = [CHORDS[name] for name in INTRO + VERSE + CHORUS + ["Dmaj9"]]

# Where (bar|beat), what is sung (espeak-ng phonemes), on which notes and for how many beats.
MELODY = """
 5|2 mO@ F#4 .5 |  5|2.5 nIN E4 .5  |  5|3 O2n F#4 .5 |  5|3.5 D@2 A4 .5  |  5|4 kItS A4 .5 |  5|4.5 @n F#4 .5 |  6|1 flo@ E4 2
 7|2 Ev F#4 .5  |  7|2.5 ri E4 .5   |  7|3 ru:m F#4 .5|  7|3.5 @ A4 .5    |  7|4 lIt B4 .5  |  7|4.5 t@L A4 .5 |  8|1 mo@ F#4 .75 E4 1.25
 9|2 O:l B4 .5  |  9|2.5 D@2 A4 .5  |  9|3 pi: B4 .5  |  9|3.5 sI#z D5 .5 |  9|4 Dat B4 .5  |  9|4.5 wi: A4 .5 | 10|1 faUnd A4 1.25 F#4 .75
11|2 t3: G4 .5  | 11|2.5 nIN F#4 .5 | 11|3 sloU G4 .5 | 11|3.5 li: B4 .5  | 11|4 In A4 .5   | 11|4.5 tU G4 .5  | 12|1 saUnd A4 2.5
12|4.5 soU A4 .5 | 13|1 brIN B4 1 | 13|2 It B4 .5 | 13|2.5 Vp D5 1.5
14|1 lEt C#5 1   | 14|2 It B4 .5  | 14|2.5 rIN A4 1.75
15|1 lEt A4 .5   | 15|1.5 It B4 .5 | 15|2 ka C#5 1 | 15|3 ri: A4 .5 | 15|3.5 Ev C#5 .5 | 15|4 rI# B4 .5 | 15|4.5 TIN B4 1.5 A4 .5 F#4 1
17|1 brIN B4 1   | 17|2 It B4 .5  | 17|2.5 Vp D5 1.5
18|1 teIk C#5 1  | 18|2 It D5 .5  | 18|2.5 sloU E5 1.75
19|1 lEt D5 .5   | 19|1.5 D@2 D5 .5 | 19|2 kwaI B4 1 | 19|3 @t A4 1
20|1 oU A#4 1.5  | 20|2.5 v3: A4 .75 G4 .75 | 21|1 floU F#4 4
"""
LEAD = """
 3|3 - D5 .5 | 3|3.5 - E5 .5 | 3|4 - F#5 1.5 | 4|1.5 - E5 .5 | 4|2 - D5 .5 | 4|2.5 - B4 1.25
 6|3.5 - C#5 .5 | 6|4 - E5 .5 | 6|4.5 - F#5 1.25 | 8|3.5 - E5 .25 | 8|3.75 - F#5 .25 | 8|4 - G5 .5 | 8|4.5 - E5 .5 | 9|1 - D5 .75
10|3.5 - A5 .5 | 10|4 - F#5 .5 | 10|4.5 - E5 .5 | 11|1 - D5 .75 | 12|3.5 - E5 .25 | 12|3.75 - G5 .25 | 12|4 - A5 .75
13|1 - F#5 3.5 | 14|1 - E5 1.9 | 14|3 - C#5 1.9 | 15|1 - E5 1.9 | 15|3 - A5 1.9 | 16|1 - F#5 1.75
16|3 - D5 .5 | 16|3.5 - E5 .5 | 16|4 - F#5 .5 | 16|4.5 - A5 .5 | 17|1 - B5 2.9 | 17|4 - A5 .9 | 18|1 - A5 1.9 | 18|3 - C#6 1.9
19|1 - B5 1.9 | 19|3 - G5 1.9 | 20|1 - A#5 2.9 | 20|4 - A5 .9 | 21|1 - A5 1.9
21|3 - F#5 .5 | 21|3.5 - E5 .5 | 21|4 - D5 .5 | 21|4.5 - E5 .5 | 22|1 - F#5 2.5
"""
# Sixteenths; a digit is how hard, a dot a rest. First and last bar, key of the GM drum map, pattern.
KICK = [(3, 4, 36, "9.........7....."), (5, 12, 36, "9......7..8....."), (6, 6, 36, "...............5"), (8, 8, 36, ".............6.5"),
        (10, 10, 36, "...............5"), (13, 20, 36, "9..8....7.9....."), (14, 14, 36, "..............7."), (16, 16, 36, ".............67."),
        (18, 18, 36, "..............7."), (21, 21, 36, "9...............")]
SNARE = [(3, 8, 37, "....7.......7..."), (8, 8, 38, "..............35"), (9, 11, 38, "....8..1.1..8..2"), (12, 12, 38, "....8..2....9.99"),
         (13, 15, 38, "....9..2.2..9..2"), (16, 16, 38, "....9..2.2..9.68"), (17, 19, 38, "....9..2.2..9..2"), (20, 20, 38, "....9...4.5.6789")]
HATS = [(3, 8, 42, "7.5.7.5.7.5.7.53"), (9, 12, 42, "7354735473547354"), (13, 19, 42, "84658465846584.5"), (13, 19, 46, "..............7."),
        (20, 20, 42, "8465846584658...")]
PERCUSSION = [(1, 20, 70, "5364536453645364"), (5, 20, 62, "..4...3...4....."), (5, 20, 63, "......5.......66"), (5, 20, 64, "...........5...."),
              (13, 20, 54, "6.4.8.4.6.4.8.4.")]
CYMBALS = [(9, 9, 55, "6..............."), (12, 12, 48, "........88......"), (12, 12, 47, "..........99...."), (12, 12, 43, ".............9.."),
           (13, 13, 49, "9..............."), (17, 17, 57, "8..............."), (17, 20, 51, "7.5.7.5.7.5.7.5."), (21, 21, 49, "9...............")]
CLAP = [(13, 20, 39, "....8.......8..."), (20, 20, 39, "..............68")]


def key(name):
    """MIDI key of a note name like F#4."""
    return {"C": 0, "D": 2, "E": 4, "F": 5, "G": 7, "A": 9, "B": 11}[name[0]] + ("#" in name) + 12 * int(name[-1]) + 12


def phrases(text):
    """Yield (beat, phonemes, [(key, beats), ...]) of a melody written as above."""
    for item in text.replace("\n", " ; ").replace(" | ", " ; ").replace("|  ", "; ").replace("| 1", "; 1").split(";"):
        if item.strip():
            place, sound, *notes = item.split()
            bar, beat = place.split("|")
            yield (int(bar) - 1) * BEATS + float(beat) - 1, sound, [(key(n), float(d)) for n, d in zip(notes[::2], notes[1::2])]


# ---------------------------------------------------------------- players

class Player:
    """Collects the MIDI of one part and gives it a human hand: swing, a lean against the beat, uneven force."""

    def __init__(self, name, programs=(0,), drums=False, lean=0.0, loose=0.004):
        self.random = np.random.default_rng(zlib.crc32(name.encode()))
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
            lead = [gap >> 7 * i & 127 | (128 if i else 0) for i in range(max(1, (gap.bit_length() + 6) // 7))]
            track += bytes(reversed(lead)) + data
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
        if bar < 4:  # broken chords
            for step, i in enumerate([0, 2, 1, 3, 2, 1, 3, 2]):
                player.note(bar * BEATS + step / 2, 1.4, chord[i] + (12 if step in (3, 6) else 0), 5 if step else 7)
        else:
            hits = [(0, 2.3, 6), (2.5, 1.3, 5)] if bar < 12 else [(0, 1.4, 8), (1.5, 0.9, 6), (2.5, 0.7, 7), (3.25, 0.6, 6)]
            for beat, length, force in hits:
                player.strum(bar * BEATS + beat, length, chord, force, 0.006)
        player.note(bar * BEATS, 3.5, root + 12, 4)
    player.strum(BARS * BEATS, 8.5, [38, 50] + SONG[BARS][1] + [69, 73], 6, 0.055)
    return player


def pad():
    player = Player("pad", [89, 48])
    for channel, place in enumerate([44, 84]):
        player.event(0, 0xB0, 10, place, channel=channel)
        for beat in np.arange(0, 88, 0.25):  # breathe with each bar, open up in the chorus, fade at the end
            swell = 70 + 20 * np.sin(np.pi * (beat % 8) / 8) + (22 if 48 <= beat < 84 else 0) - (10 * max(0, beat - 80))
            player.event(beat, 0xB0, 11, int(np.clip(swell, 0, 127)), channel=channel)
    for bar in range(BARS + 1):
        length, chord = (3.9, SONG[bar][1]) if bar < BARS else (7, SONG[bar][1])
        for i, number in enumerate(chord):
            player.note(bar * BEATS, length, number, 5)
            if bar >= 8:
                player.note(bar * BEATS, length, number + (12 if bar >= 12 and i < 2 else 0), 4, channel=1)
    return player


def lead():
    player = Player("lead", [81], lean=0.006, loose=0.006)
    for beat, _, [(number, length)] in phrases(LEAD):
        player.note(beat, length, number, 7)
        for i in range(9):  # slide into each note
            player.event(beat - 0.02 + i * 0.02, 0xE0, 0, int(64 - 24 * (1 - i / 8) ** 2 * (length > 0.3)))
        for i in range(8):  # vibrato only on long notes
            player.event(beat + 0.5 + i * 0.1 if length > 0.9 else beat, 0xB0, 1, int(i * 7 * (length > 0.9)))
        player.event(beat + length, 0xB0, 1, 0)
    return player


# ---------------------------------------------------------------- singers

RATE = 88200  # singing is put together at this rate: four times the speech, twice the stem


@functools.lru_cache(None)
def speak(voice, phonemes):
    """A spoken syllable: samples, pitch marks (place, period, voiced), begin and end of its vowel; all in samples."""
    speech = subprocess.run(["espeak-ng", "-v", "en-us+" + voice, "-p", "80", "-s", "90", "--stdout", f"[[{phonemes}]]"], check=True, capture_output=True)
    x = np.frombuffer(speech.stdout[44:], "<i2") / 32768.0
    x = x[np.flatnonzero(np.abs(x) > 0.004)[0]:np.flatnonzero(np.abs(x) > 0.004)[-1]]
    x = np.concatenate([np.zeros(400), x, np.zeros(400)])
    x = np.fft.irfft(np.pad(np.fft.rfft(x), (0, len(x) * 2 - len(x) // 2)), len(x) * 4) * 4
    frequency, spectrum = np.fft.rfftfreq(len(x), 1 / RATE), np.fft.rfft(x)
    power = np.abs(np.fft.rfft(x, 2 * len(x))) ** 2 * (np.fft.rfftfreq(2 * len(x), 1 / RATE) < 1500)
    likeness = np.fft.irfft(power)[RATE // 500:RATE // 170]
    pitch = RATE / (RATE // 500 + np.argmax(likeness))
    tone = np.fft.irfft(spectrum * np.exp(-0.5 * ((frequency - pitch) / (0.3 * pitch)) ** 2), len(x))  # its fundamental alone
    peaks = 1 + np.flatnonzero((tone[1:-1] > tone[:-2]) & (tone[1:-1] >= tone[2:]))
    peaks = peaks[tone[peaks] > 0.12 * tone.max()]
    marks, hop, place = [], RATE // 250, 0
    for peak, after in zip(peaks, [*peaks[1:], len(x)]):
        while place + hop < peak - 0.5 * RATE / pitch:
            place += hop
            marks.append((place, hop, False))
        place = peak
        marks.append((peak, after - peak if after - peak < 1.5 * RATE / pitch else RATE / pitch, True))
    marks += [(i, hop, False) for i in range(int(place + hop), len(x), hop)]
    middle = np.fft.irfft(spectrum * ((frequency > 500) & (frequency < 3500)), len(x)) ** 2
    loud = np.sqrt(np.convolve(middle, np.hanning(RATE // 60), "same"))
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
        grain = np.interp(mark + reach + place % 1, np.arange(len(x)), x, 0, 0) * (0.5 + 0.5 * np.cos(np.pi * reach / period))
        at = int(np.ceil(place)) + reach
        keep = (at >= 0) & (at < len(out))
        out[at[keep]] += grain[keep]
        drift = 0.97 * drift + 0.012 * random.normal()
        hertz = 440 * 2 ** ((line[int(np.clip(now, 0, len(t) - 1))] + drift - 69) / 12)
        place += RATE / hertz if voiced else period
    out[:len(out)] *= np.clip((head + body + tail - np.arange(len(out))) / (0.03 * RATE), 0, 1)
    out *= level / np.sqrt(np.mean(out[int(head):int(head + body)] ** 2))
    first = int(start * RATE - head)
    track[first:first + len(out)] += out[:len(track) - first]


def singer(name, voice, text, transpose=0, first=0, detune=0.0, loose=0.006):
    """A whole line, mono at 44.1 kHz, with a little breath where the speech has nothing (above 9 kHz)."""
    random, track, before = np.random.default_rng(zlib.crc32(name.encode())), np.zeros(int(LENGTH * RATE)), None
    line = [entry for entry in phrases(text) if entry[0] >= first]
    for (beat, phonemes, notes), after in zip(line, [*line[1:], (999, "", [])]):
        beats = sum(d for _, d in notes)
        room = 0.07 if after[0] - beat - beats < 0.1 else 0.0  # leave room for the next consonant
        sung = [(n + transpose, d * BEAT - room / len(notes)) for n, d in notes]
        force = 0.2 * 10 ** ((random.normal() + 0.15 * (notes[0][0] - 69) + (1.5 if beat >= 48 else 0)) / 20)
        sing(track, random, voice, (beat + SWING * (beat % 0.5 == 0.25)) * BEAT + 0.008 + loose * random.normal(), phonemes, sung,
             before, detune + 0.03 * random.normal(), force)
        before = notes[-1][0] + transpose
    spectrum = np.fft.rfft(track)[:len(track) // 4 + 1]
    low = np.fft.irfft(spectrum, len(track) // 2) / 2
    hertz = np.fft.rfftfreq(len(low), 2 / RATE)
    body = np.sqrt(np.convolve(np.fft.irfft(spectrum * ((hertz > 3000) & (hertz < 9000))) ** 2 / 4, np.hanning(512) / 256, "same").clip(0))
    air = np.fft.irfft(np.fft.rfft(random.normal(size=len(low))) * np.clip((hertz - 7000) / 4000, 0, 1))
    return low + 0.25 * body * air


def backing():
    """Three voices: 'ooh' behind the second half of the verse, 'aah' in the chorus; the high voice left, the low one right."""
    voices = []
    for part, voice, left in ((3, "belinda", 0.85), (2, "linda", 0.5), (1, "f3", 0.2)):
        text = "".join(f"{bar + 1}|1 {'u:' if bar < 12 else 'A:'} {'C C# D D# E F F# G G# A A# B'.split()[n % 12]}{n // 12 - 1} {7 if bar == BARS else 3.9}\n"
                       for bar in range(8, BARS + 1) for n in [SONG[bar][1][part]])
        voices.append(np.outer([np.sqrt(left), np.sqrt(1 - left)], singer(f"backing {part}", voice, text, 0 if part > 1 else 0, loose=0.015)))
    return sum(voices)


# ---------------------------------------------------------------- the stems

def write(folder, name, sound, rate, peak, kind="flac"):
    """Sixteen bits, the peak at so many dBFS, with half a bit of seeded dither."""
    sound = np.atleast_2d(sound)
    sound = sound * 10 ** (peak / 20) / np.abs(sound).max()
    dither = np.random.default_rng(zlib.crc32(name.encode())).random(sound.shape) - 0.5
    samples = np.where(sound == 0, 0, np.round(sound * 32767 + 0.5 * dither)).T.astype("<i2").tobytes()
    form = ["--endian=little", "--sign=signed", "--bps=16"] if kind == "flac" else ["--raw-bits=16", "--raw-endianness=0", "--serial=1", "-q6"]
    form = [kind == "flac" and "--force-raw-format" or "--raw", *form]
    size = ["--channels=", "--sample-rate="] if kind == "flac" else ["--raw-chan=", "--raw-rate="]
    command = ["flac", "-8", "-s", "-f"] if kind == "flac" else ["oggenc", "-Q"]
    subprocess.run([*command, *form, f"{size[0]}{len(sound)}", f"{size[1]}{rate}", "-o", folder / f"{name}.{kind}", "-"], input=samples, check=True)
    print(f"{name}.{kind}", flush=True)


def main():
    folder = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else pathlib.Path(__file__).parent / "stems"
    folder.mkdir(parents=True, exist_ok=True)
    drums = {name: Player(name, drums=True, lean=lean).grid(rows, length).play(48000) for name, rows, lean, length in (
        ("kick", KICK, 0, 0.2), ("snare", SNARE, 0.005, 0.2), ("hats", HATS, -0.001, 0.2), ("percussion", PERCUSSION, 0.002, 0.2),
        ("cymbals", CYMBALS, 0, 4), ("clap", CLAP, 0.008, 0.2))}
    kick, hats = drums["kick"].mean(0), drums["hats"].mean(0)
    write(folder, "kick", kick, 48000, -4)
    snare = drums["snare"].mean(0)  # its microphone also hears its neighbours, a little later
    write(folder, "snare", snare + 0.05 * np.roll(kick, 70) + 0.12 * np.roll(hats, 40), 48000, -5)
    write(folder, "hats", hats, 48000, -11)
    write(folder, "percussion", drums["percussion"], 48000, -9)
    write(folder, "cymbals", drums["cymbals"], 48000, -7)
    write(folder, "clap", drums["clap"].mean(0), 48000, -10)
    write(folder, "bass", bass().play(48000).mean(0), 48000, -5)
    t = np.arange(round(LENGTH * 48000)) / 48000
    strings = guitar().play(48000).mean(0)
    hum = np.abs(strings).max() * sum(level * np.sin(2 * np.pi * f * t) for f, level in ((50, 0.0015), (100, 0.001), (150, 0.0005)))
    write(folder, "guitar", strings + hum, 48000, -8)  # a single-coil guitar hums
    write(folder, "keys", keys().play(48000), 48000, -8)
    write(folder, "pad", pad().play(48000), 48000, -12)
    write(folder, "lead", lead().play(48000).mean(0), 48000, -9)
    write(folder, "vocal", singer("vocal", "linda", MELODY), 44100, -3.5)
    write(folder, "vocal_double", singer("double", "belinda", MELODY, first=47.5, detune=0.06, loose=0.014), 44100, -6)
    write(folder, "backing", backing(), 44100, -10)


if __name__ == "__main__":
    main()
