"""What instruments play: pieces of MIDI songs and made-up ones, as notes (start and length in s, key, velocity)."""
# SPDX-License-Identifier: MIT
from pathlib import Path

from songs.midi_file import MidiFile, TEMPO
from songs.midi_roles import role_of_program
from songs.song_list import split_of

SONGS = ("/usr/share/games/openttd/baseset/openmsx", "/usr/share/planetblupi/music")
LENGTH = 6.0  # s, of a phrase
DRUMS = 9

RANGES = [  # from this General MIDI program on: lowest and highest key
    (0, 36, 92), (8, 60, 100), (16, 36, 88), (24, 40, 79), (32, 26, 57), (40, 55, 96), (41, 48, 84), (42, 36, 72), (43, 28, 57),
    (44, 45, 88), (47, 36, 57), (48, 40, 88), (52, 48, 79), (55, 48, 72), (56, 54, 84), (57, 40, 72), (58, 29, 58), (59, 54, 84),
    (60, 41, 77), (61, 46, 82), (64, 56, 86), (66, 46, 76), (67, 36, 69), (68, 58, 90), (70, 34, 70), (71, 50, 88), (72, 62, 104),
    (77, 55, 88), (80, 45, 96), (87, 30, 76), (88, 40, 84), (104, 45, 81), (112, 52, 86), (119, 45, 72),
]
CHORDS = [(0, 4, 7), (0, 3, 7), (0, 4, 7, 10), (0, 3, 7, 10), (0, 5, 7), (0, 7, 12), (0, 4, 7, 12), (0, 7)]
SCALES = [(0, 2, 4, 5, 7, 9, 11), (0, 2, 3, 5, 7, 8, 10), (0, 3, 5, 7, 10)]


def range_of(program):
    return [(low, high) for first, low, high in RANGES if first <= program][-1]


def channels(midi):
    """{(channel, program): notes} of a song; its drums are told by their channel."""
    tick, time, tempo, on, program, out = 0, 0.0, 0.5 / midi.division, {}, [0] * 16, {}
    for event in midi.events:
        time, tick = time + (event.tick - tick) * tempo, event.tick
        if event.data[:2] == bytes([0xff, TEMPO]):
            tempo = int.from_bytes(event.data[2:5], "big") / 1e6 / midi.division
        elif event.kind == 0xc0:
            program[event.channel] = event.data[1]
        elif event.kind in (0x80, 0x90):
            started = on.pop((event.channel, event.data[1]), None)
            if started:
                begin, velocity = started
                key = (event.channel, 0 if event.channel == DRUMS else program[event.channel])
                out.setdefault(key, []).append((begin, time - begin, event.data[1], velocity))
            if event.is_note:
                on[event.channel, event.data[1]] = time, event.data[2]
    return out


def song_phrases(split):
    """{role: phrases} of the songs of a split, "train" or "held-out"."""
    pool = {}
    for path in sorted(p for folder in SONGS for p in Path(folder).glob("*.mid")):
        if split_of(path.stem) != split:
            continue
        for (channel, program), notes in sorted(channels(MidiFile.read(path.read_bytes(), path.name)).items()):
            role = "drums" if channel == DRUMS else role_of_program(program)
            for begin in range(0, int(max(n[0] for n in notes)), int(LENGTH)):
                part = [(n[0] - begin, min(n[1], LENGTH - n[0] + begin), *n[2:]) for n in notes if 0 <= n[0] - begin < LENGTH - 0.1]
                if len(part) >= 3:
                    pool.setdefault(role, []).append(part)
    return pool


def made_up(random, low, high):
    """Single notes, chords, riffs or runs between two keys."""
    kind = random.choice(["notes", "chords", "riff", "long"], p=[0.3, 0.3, 0.25, 0.15])
    scale, chord = SCALES[random.integers(len(SCALES))], CHORDS[random.integers(len(CHORDS))]
    root = int(random.integers(low, max(low + 1, high - 12)))
    beat = 60 / random.uniform(70, 160)
    figure = [int(random.integers(0, len(scale))) for _ in range(8)]
    time, at, notes = random.uniform(0, 0.3), 0, []
    while time < LENGTH - 0.1:
        length = {"notes": random.choice([0.5, 1, 1, 2]), "chords": random.choice([0.5, 1, 2, 4]), "riff": random.choice([0.25, 0.5, 0.5]),
                  "long": random.choice([4, 8])}[kind] * beat
        velocity = int(random.integers(60, 127))
        step = figure[at % 8] if kind == "riff" else int(random.integers(0, len(scale)))
        key = root + scale[step] + 12 * int(random.integers(0, max(1, min(2, (high - root) // 12 + 1))))
        held = length * random.uniform(0.4, 1.0)
        for offset in chord if kind == "chords" or (kind == "long" and at % 2) else (0,):
            if key + offset <= high:
                notes.append((time, min(held, LENGTH - time), key + offset, velocity))
        time, at = time + length, at + 1
        if random.random() < 0.1:
            time += beat
    return notes or [(0.1, 1.0, root, 100)]


def phrase_for(random, program, pool):
    """A phrase in the range of a General MIDI program, as its role plays in songs, or made up."""
    low, high = range_of(program)
    phrases = pool.get(role_of_program(program), [])
    if not phrases or random.random() < 0.4:
        return made_up(random, low, high)
    notes = phrases[random.integers(len(phrases))]
    keys = sorted(n[2] for n in notes)
    shift = int(random.integers(-5, 6))
    middle = keys[len(keys) // 2] + shift
    while middle < low + (high - low) / 4:
        shift, middle = shift + 12, middle + 12
    while middle > high - (high - low) / 4 and middle - 12 > low:
        shift, middle = shift - 12, middle - 12
    return [(begin, length, min(max(key + shift, low), high), velocity) for begin, length, key, velocity in notes]


def beat(random, keys):
    """A pattern of hits on some keys of a kit, one of them at a time for the most part."""
    step, density = 60 / random.uniform(75, 160) / random.choice([1, 2, 2, 4]), random.uniform(0.2, 1.0)
    pattern = [(random.choice(keys), int(random.integers(60, 127))) if random.random() < density else None for _ in range(16)]
    pattern[0] = random.choice(keys), 110
    times = range(int(LENGTH / step))
    return [(i * step, 0.1, int(pattern[i % 16][0]), pattern[i % 16][1]) for i in times if pattern[i % 16]]


def whole_kit(random):
    """Kick and snare, hats, and now and then a crash or a fill, on the keys of General MIDI."""
    step, out = 60 / random.uniform(75, 160) / 4, []
    kick = {0, 8} | {int(k) for k in random.integers(0, 16, 2)}
    hat, every = random.choice([42, 42, 46, 51]), random.choice([1, 2, 2, 4])
    snare, back = random.choice([38, 40, 37, 39]), random.choice([4, 8])
    for i in range(int(LENGTH / step)):
        keys = [36] * (i % 16 in kick) + [snare] * (i % (2 * back) == back) + [hat] * (i % every == 0)
        keys += [49] * (i == 0 and random.random() < 0.5) + [int(random.choice([41, 45, 48]))] * (i % 32 > 27 and random.random() < 0.7)
        out += [(i * step, 0.1, int(key), int(random.integers(80, 127))) for key in keys]
    return out
