"""Noises: kinds for training, and other kinds, recorded ones among them, that are only chosen by."""
# SPDX-License-Identifier: MIT
import numpy as np

from training.singer import shaped_noise
from training.sound import packaged, read_sound

RATE = 48000


def coloured(random, count):
    """White, pink, brown and between, with a few broad bumps."""
    slope, bumps = random.uniform(-7, 2), random.uniform(-6, 6, size=12)
    def gain(frequency):
        octave = np.log2(np.maximum(frequency, 20) / 20)
        return 10 ** ((slope * octave + np.interp(octave, np.linspace(0, 10.3, 12), bumps)) / 20)
    return shaped_noise(random, count, RATE, gain)


def hum(random, count):
    """Mains with harmonics over a little noise."""
    time, mains = np.arange(count) / RATE, random.choice([50.0, 60.0]) * random.uniform(0.998, 1.002)
    out = sum(10 ** (random.uniform(-30, 0) / 20) * k**-random.uniform(0, 1) * np.sin(2 * np.pi * (k * mains * time + random.random())) for k in range(1, 30))
    noise = coloured(random, count)
    return out / out.std() + 10 ** (random.uniform(-40, -10) / 20) * noise / noise.std()


def fan(random, count):
    """Air that blades chop, and a motor."""
    time, blades = np.arange(count) / RATE, random.uniform(10, 120)
    chop = 1 + random.uniform(0, 0.5) * np.sin(2 * np.pi * blades * time)
    air = coloured(random, count)
    motor = sum(random.uniform(0, 1) / k * np.sin(2 * np.pi * k * blades * time + k) for k in range(1, 12))
    return air / air.std() * chop + random.uniform(0, 0.7) * motor / motor.std()


def hiss(random, count):
    """What amplifiers and tape add: treble."""
    corner = random.uniform(500, 6000)
    return shaped_noise(random, count, RATE, lambda f: 1 / (1 + (corner / np.maximum(f, 1)) ** 2))


def wind(random, count):
    """Rumble in gusts."""
    corner = random.uniform(60, 500)
    gusts = np.abs(shaped_noise(random, count, RATE, lambda f: (f < random.uniform(0.5, 2.5)) * 1.0))
    return shaped_noise(random, count, RATE, lambda f: 1 / (1 + (f / corner) ** 2)) * (0.1 + gusts / gusts.max())


def clicks(random, count):
    """Sparse clicks of many colours over faint noise."""
    train = np.zeros(count)
    for place in random.integers(0, count - 2000, size=int(random.uniform(1, 25) * count / RATE)):
        length = int(random.uniform(20, 2000))
        ring = np.exp(-np.arange(length) / (0.2 * length)) * np.sin(2 * np.pi * random.uniform(200, 9000) / RATE * np.arange(length) + random.random())
        train[place : place + length] += random.uniform(0.1, 1) * (ring + random.uniform(0, 0.5) * random.normal(size=length) * np.exp(-np.arange(length) / (0.1 * length)))
    floor = coloured(random, count)
    return train / train.std() + random.uniform(0.01, 0.3) * floor / floor.std()


def machine(random, count):
    """Bursts of noise and tones at a steady pace."""
    period = random.uniform(0.06, 0.7) * RATE
    place = np.arange(count) % period / period
    pulse = np.exp(-place * random.uniform(2, 12))
    tone = np.sin(2 * np.pi * random.uniform(100, 3000) * np.arange(count) / RATE)
    air = coloured(random, count)
    return (air / air.std() + random.uniform(0, 1) * tone) * (random.uniform(0.02, 0.5) + pulse)


def wander(random, count, rate, spread):
    """A smooth curve that wanders with a deviation of `spread`, with `rate` knots in a second."""
    knots = max(2, int(rate * count / RATE) + 2)
    return np.interp(np.linspace(0, knots - 1, count), np.arange(knots), random.normal(0, spread, knots))


def texture(random, count):
    """Noise in several layers, each of a random colour with narrow ridges, which swell and fade at a pace of their own."""
    out = np.zeros(count)
    for _ in range(random.integers(1, 4)):
        knots = random.integers(6, 60)
        heights, slope = random.uniform(-15, 15, size=knots), random.uniform(-9, 3)
        def gain(frequency):
            octave = np.log2(np.maximum(frequency, 20) / 20)
            return 10 ** ((slope * octave + np.interp(octave, np.linspace(0, 10.3, knots), heights)) / 20)
        layer, pace = shaped_noise(random, count, RATE, gain), 10 ** random.uniform(-0.5, 1.5)
        out += layer / layer.std() * 10 ** (wander(random, count, pace, random.uniform(0, 6)) / 20) * random.uniform(0.1, 1)
    return out


def drone(random, count):
    """Tones that stay, harmonics or none, with drift and roughness, over a texture."""
    base, out = 10 ** random.uniform(1.5, 3), np.zeros(count)
    drift = 2 ** wander(random, count, random.uniform(0.3, 8), random.uniform(0, 0.03))
    for k in range(1, random.integers(2, 30)):
        frequency = base * (k if random.random() < 0.7 else random.uniform(1, 20)) * drift
        level = 10 ** (random.uniform(-25, 0) / 20 + wander(random, count, 5, random.uniform(0, 0.2)))
        out += (frequency < 12000) * level * np.sin(2 * np.pi * (np.cumsum(frequency) / RATE + random.random()))
    air = texture(random, count)
    return out / (out.std() + 1e-9) + 10 ** (random.uniform(-15, 15) / 20) * air / air.std()


def babble(random, count, voices):
    """Many of `voices` at once."""
    out, names = np.zeros(count), list(voices)
    for _ in range(random.integers(5, 14)):
        voice = voices[names[random.integers(len(names))]]
        begin = random.integers(len(voice) - count)
        out += random.uniform(0.3, 1) * voice[begin : begin + count]
    return out


TRAINING_KINDS = {"coloured": coloured, "hum": hum, "fan": fan, "hiss": hiss, "wind": wind, "clicks": clicks, "machine": machine,
                  "texture": texture, "texture_too": texture, "drone": drone}


def rain(random, count):
    """Drops, each a short bubble's tone, over a rush."""
    out = 0.02 * shaped_noise(random, count, RATE, lambda f: f / 3000 / (1 + (f / 3000) ** 2))
    for place in random.integers(0, count - 600, size=int(400 * count / RATE)):
        length = random.integers(60, 600)
        out[place : place + length] += random.exponential(0.05) * np.exp(-np.arange(length) / (0.15 * length)) * np.sin(2 * np.pi * random.uniform(1500, 12000) / RATE * np.arange(length))
    return out


def applause(random, count):
    """Many hands."""
    out = np.zeros(count)
    for _ in range(60):
        rate, centre, level = random.uniform(2.5, 5), random.uniform(700, 2500), random.uniform(0.2, 1)
        clap = shaped_noise(random, 1200, RATE, lambda f: 1 / (1 + ((f - centre) / 500) ** 2)) * np.exp(-np.arange(1200) / 200)
        place = random.uniform(0, RATE / rate)
        while place < count - 1200:
            out[int(place) : int(place) + 1200] += level * clap
            place += RATE / rate * random.uniform(0.85, 1.15)
    return out


def keyboard(random, count):
    """Somebody types: recorded keys at random times."""
    keys = sorted(packaged("bucklespring-data").glob("usr/share/**/*.wav"))
    out, place = np.zeros(count), 0
    while place < count - RATE // 2:
        key = read_sound(keys[random.integers(len(keys))], RATE)[: count - place]
        out[place : place + len(key)] += random.uniform(0.4, 1) * key
        place += int(random.uniform(0.07, 0.25) * RATE)
    return out


def recorded(package, file):
    """A recording of a package, repeated with fades for as long as is asked for."""
    def noise(random, count):
        sound, fade = read_sound(packaged(package) / file, RATE), RATE // 10
        ramp = np.sqrt(np.linspace(0, 1, fade))
        sound[:fade] *= ramp
        sound[-fade:] *= ramp[::-1]
        out, place = np.zeros(count + 2 * len(sound)), 0
        while place < count + len(sound):
            out[place : place + len(sound)] += sound
            place += len(sound) - fade
        begin = random.integers(len(sound) // 2)
        return out[begin : begin + count]
    return noise


VALIDATION_KINDS = {
    "rain": rain,
    "applause": applause,
    "keyboard": keyboard,
    "helicopter": recorded("searchandrescue-data", "usr/share/games/searchandrescue/sounds/hh65/engine_inside.wav"),
    "jet": recorded("searchandrescue-data", "usr/share/games/searchandrescue/sounds/jet_engine_inside2.wav"),
    "water": recorded("simutrans-pak64", "usr/share/games/simutrans/pak/sound/Water.wav"),
}
