"""Made-up synthesisers: basses, leads, pads, keys, electronic drums and effects, no two alike."""
# SPDX-License-Identifier: MIT
import numpy as np

from roles.phrases import CHORDS, LENGTH, SCALES, beat
from roles.soundfonts import RATE
from training.singer import shaped_noise

COUNT = int(LENGTH * RATE)


def wave(kind, phase, pitch):
    """A period of 1; additive, so that nothing folds back."""
    if kind == "sine":
        return np.sin(2 * np.pi * phase)
    if kind == "triangle":
        return 2 * np.abs(2 * (phase % 1) - 1) - 1
    step = pitch / RATE
    def saw(p):  # with a polynomial around its jump (Välimäki and Huovilainen, 2007)
        p = p % 1
        out = 2 * p - 1
        low, high = p < step, p > 1 - step
        a, b = p / step, (p - 1) / step
        return out - np.where(low, 2 * a - a * a - 1, 0) - np.where(high, b * b + 2 * b + 1, 0)
    return saw(phase) if kind == "saw" else saw(phase) - saw(phase + {"square": 0.5, "pulse": 0.2}[kind])


def filtered(sound, cutoff, resonance):
    """A lowpass whose cutoff (Hz, one for each block of 512) moves, in overlapping frames."""
    size, hop = 1024, 512
    padded = np.pad(sound, (size, size))
    frames = np.lib.stride_tricks.sliding_window_view(padded, size)[::hop] * np.sin(np.pi * (np.arange(size) + 0.5) / size)
    ratio = np.fft.rfftfreq(size, 1 / RATE)[None] / np.resize(cutoff, len(frames))[:, None]
    gain = 1 / np.sqrt((1 - ratio**2) ** 2 + (ratio / resonance) ** 2)
    frames = np.fft.irfft(np.fft.rfft(frames) * gain) * np.sin(np.pi * (np.arange(size) + 0.5) / size)
    out = np.zeros(len(frames) * hop + size)
    for offset in (0, 1):
        part = frames[offset::2].reshape(-1)
        out[offset * hop : offset * hop + len(part)] += part
    return out[size : size + len(sound)]


def envelope(count, attack, decay, sustain, release):
    """Times in s."""
    time = np.arange(count) / RATE
    held = np.minimum(1, time / attack) * (sustain + (1 - sustain) * np.exp(-np.maximum(0, time - attack) / decay))
    return held * np.clip((count / RATE - time) / release, 0, 1)


class Patch:
    """A voice: waves beside each other, a filter that moves, an envelope."""

    def __init__(self, random, role):
        pick = lambda *of: of[random.integers(len(of))]
        self.random, self.role = random, role
        self.kinds = [pick("saw", "square", "pulse", "saw", "triangle" if role != "lead synth" else "saw", "sine" if role in ("bass", "keys") else "saw")
                      for _ in range(int(random.integers(1, 4)))]
        self.detune = random.uniform(0, 0.02) * (random.random() < 0.7)
        self.fm = random.uniform(0.5, 6) if random.random() < (0.8 if role == "keys" else 0.25) else 0
        self.ratio = pick(1, 2, 3, 0.5, 7, 14) if role == "keys" else pick(1, 2, 0.5)
        self.attack = random.uniform(0.2, 1.2) if role == "pad" else random.uniform(0.001, 0.02)
        self.decay = random.uniform(0.05, 1.5)
        self.sustain = random.uniform(0.5, 1) if role == "pad" else random.uniform(0, 1) if role != "keys" else random.uniform(0, 0.15)
        self.release = random.uniform(0.3, 1) if role == "pad" else random.uniform(0.005, 0.15)
        self.cutoff = np.exp(random.uniform(*np.log({"bass": (150, 3000), "lead synth": (1200, 12000), "pad": (400, 6000), "keys": (2000, 12000)}[role])))
        self.sweep, self.resonance = random.uniform(0, 3), random.uniform(0.7, 6 if role != "pad" else 2)
        self.vibrato = random.uniform(0, 0.01) * (role in ("lead synth", "pad"))

    def note(self, count, pitch, bent_from=None):
        time = np.arange(count) / RATE
        tone = pitch * (1 + self.vibrato * np.sin(2 * np.pi * 5.5 * time))
        if bent_from:
            tone = tone * (bent_from / pitch) ** np.exp(-time / 0.05)
        out = 0
        for index, kind in enumerate(self.kinds):
            pitches = tone * (1 + self.detune * (index - 1)) * (0.5 if index == 2 and self.role == "bass" else 1)
            phase = np.cumsum(pitches) / RATE + self.random.random()
            if self.fm:
                phase = phase + self.fm / 6 * np.exp(-time / self.decay) * np.sin(2 * np.pi * self.ratio * phase)
            out = out + wave(kind, phase, pitches)
        return out * envelope(count, self.attack, self.decay, self.sustain, self.release)


def phrase(random, role):
    """(start, length, keys) by what such a synthesiser plays."""
    low = {"bass": 28, "lead synth": 58, "pad": 48, "keys": 48}[role] + int(random.integers(0, 12))
    scale, chord = SCALES[random.integers(len(SCALES))], CHORDS[random.integers(len(CHORDS))]
    step, figure = 60 / random.uniform(75, 160) / random.choice([1, 2, 4]), [int(random.integers(0, len(scale))) for _ in range(8)]
    if role == "pad" or (role == "keys" and random.random() < 0.5):
        step = random.uniform(1, 3) if role == "pad" else step * 2
        return [(t, step, [low + scale[figure[i % 8]] + c for c in chord]) for i, t in enumerate(np.arange(0, LENGTH - 0.3, step))]
    arpeggio = role == "lead synth" and random.random() < 0.4
    notes = []
    for i, t in enumerate(np.arange(0, LENGTH - 0.2, step)):
        if arpeggio or random.random() < 0.75:
            key = low + (chord[i % len(chord)] + 12 * (i // len(chord) % 2) if arpeggio else scale[figure[i % 8]] + 12 * int(random.random() < 0.15))
            notes.append((t, step * random.uniform(0.4, 1), [key]))
    return notes or [(0, 1, [low])]


def played(random, role):
    patch, out, before = Patch(random, role), np.zeros(COUNT), None
    glide = role in ("bass", "lead synth") and random.random() < 0.3
    for start, length, keys in phrase(random, role):
        begin, count = int(start * RATE), int((length + patch.release * (role != "bass")) * RATE)
        count = min(count, COUNT - begin)
        for key in keys:
            pitch = 440 * 2 ** ((key - 69) / 12)
            out[begin : begin + count] += patch.note(count, pitch, before if glide else None)
            before = pitch
    beats = np.arange(COUNT // 512 + 8) * 512 / RATE % random.choice([0.5, 1, 2, 4])
    cutoff = patch.cutoff * (1 + patch.sweep * np.exp(-beats / 0.3))
    return filtered(out, np.minimum(cutoff, 18000), patch.resonance)


def hit(random, role):
    """One electronic drum."""
    count = int(random.uniform(0.15, 0.6) * RATE)
    time, noise = np.arange(count) / RATE, random.normal(size=count)
    high, decay = random.uniform(2000, 7000), random.uniform(0.03, 0.15)
    swept = lambda low, top, fall: np.sin(2 * np.pi * np.cumsum(low + top * np.exp(-time / fall)) / RATE)
    if role == "kick":
        return swept(random.uniform(38, 65), random.uniform(60, 400), random.uniform(0.01, 0.06)) * np.exp(-time / random.uniform(0.06, 0.3)) + \
            random.uniform(0, 0.3) * noise * np.exp(-time / 0.003)
    if role == "toms":
        return swept(random.uniform(75, 220), random.uniform(20, 120), random.uniform(0.03, 0.1)) * np.exp(-time / random.uniform(0.1, 0.3)) + \
            random.uniform(0, 0.15) * noise * np.exp(-time / 0.02)
    if role == "snare":
        body = swept(random.uniform(150, 260), random.uniform(10, 150), 0.02) * np.exp(-time / random.uniform(0.03, 0.12))
        rattle = shaped_noise(random, count, RATE, lambda f: f / (f + random.uniform(800, 3000)))
        if random.random() < 0.25:  # a clap
            return shaped_noise(random, count, RATE, lambda f: 1 / (1 + ((f - 1500) / 900) ** 2)) * \
                (sum(np.exp(-np.maximum(0, time - t) / 0.006) * (time >= t) for t in (0, 0.011, 0.022)) + np.exp(-time / decay))
        return random.uniform(0.3, 1) * body + random.uniform(0.4, 1) * rattle * np.exp(-time / decay)
    if role == "cymbals":
        metal = sum(np.sign(np.sin(2 * np.pi * f * time)) for f in random.uniform(300, 9000, 6)) / 6 * (random.random() < 0.6)
        bright = np.fft.irfft(np.fft.rfft(noise * random.uniform(0.3, 1) + metal) * (np.fft.rfftfreq(count, 1 / RATE) > high), count)
        return bright * np.exp(-time / random.choice([0.02, 0.04, 0.15, 0.4]))
    ping = sum(np.sin(2 * np.pi * f * time) for f in random.uniform(400, 3500, int(random.integers(1, 4))))  # percussion
    return ping * np.exp(-time / random.uniform(0.01, 0.12)) + random.choice([0, 1]) * noise * np.exp(-time / 0.02)


def drummed(random, role):
    hits, out = [hit(random, role) for _ in range(int(random.integers(1, 4)))], np.zeros(COUNT)
    for time, _, key, velocity in beat(random, list(range(len(hits)))):
        begin = int(time * RATE)
        part = hits[key][: COUNT - begin]
        out[begin : begin + len(part)] += velocity / 127 * part
    return out


def effect(random):
    """Sweeps, sirens, impacts, wind, noises of machines."""
    time, kind = np.arange(COUNT) / RATE, random.integers(6)
    noise = random.normal(size=COUNT)
    blocks = np.arange(COUNT // 512 + 8) * 512 / COUNT
    if kind == 0:
        return filtered(noise, 100 * 150 ** (blocks if random.random() < 0.5 else 1 - blocks).clip(0, 1), random.uniform(1, 8)) * np.clip(time / 3, 0, 1)
    if kind == 1:
        moved = np.sin(2 * np.pi * random.uniform(0.2, 8) * time)
        return wave("saw", np.cumsum(random.uniform(200, 1500) * 2 ** (random.uniform(0.3, 2) * moved)) / RATE, 2000.0)
    if kind == 2:
        pitch = 60 * random.uniform(5, 60) ** (time / LENGTH if random.random() < 0.5 else 1 - time / LENGTH)
        return sum(wave("saw", np.cumsum(pitch * d) / RATE, pitch) for d in (1, 1.01, 1.5))
    if kind == 3:
        return filtered(noise, 200 + 1500 * np.abs(np.sin(2 * np.pi * random.uniform(0.1, 0.5) * blocks * LENGTH)), random.uniform(0.7, 4))
    if kind == 4:
        out = np.zeros(COUNT)
        for begin in random.integers(0, COUNT - RATE, int(random.integers(1, 4))):
            tail = np.arange(COUNT - begin) / RATE
            out[begin:] += random.normal(size=len(tail)) * np.exp(-tail / random.uniform(0.3, 1.5)) + np.sin(2 * np.pi * np.cumsum(30 + 60 * np.exp(-tail)) / RATE)
        return filtered(out, np.exp(random.uniform(np.log(300), np.log(6000))), 1.0)
    steps = np.repeat(random.uniform(100, 4000, 400), int(random.uniform(0.02, 0.15) * RATE))
    return wave("square", np.cumsum(np.resize(steps, COUNT)) / RATE, np.resize(steps, COUNT))


def synthesisers(random, times):
    for index in range(times):
        for role in ("bass", "bass", "lead synth", "lead synth", "pad", "pad", "keys"):
            yield role, f"synthesiser {role} {index}", played(random, role)
        for role in ("kick", "snare", "cymbals", "toms", "percussion"):
            yield role, f"electronic {role} {index}", drummed(random, role)
        kit = [drummed(random, role) / (i + 1) for i, role in enumerate(("kick", "snare", "cymbals"))]
        yield "drums", f"electronic kit {index}", sum(kit)
        yield "effects", f"effect {index}", effect(random)
