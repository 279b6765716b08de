"""Voices: people and programs that speak, stretched and bent until they nearly sing, and made-up singers; alone and several at once."""
# SPDX-License-Identifier: MIT
import numpy as np

from roles.phrases import LENGTH
from roles.recorded import bent
from roles.soundfonts import RATE
from reducer.voices import SPEAKERS, speak
from training.singer import sing
from training.sound import packaged, read_sound

PEOPLE = {"en": "en_US_f_Allison", "it": "it_IT_m_Carlo", "fr": "fr_CA_f_June", "ru": "ru_RU_f_IvrvoiceRU"}
COUNT = int(LENGTH * RATE)


def stretched(sound, times):
    """As many times as long, at the same pitch, by a phase vocoder."""
    size, hop = 2048, 512
    window = 0.5 - 0.5 * np.cos(2 * np.pi * np.arange(size) / size)
    view = np.lib.stride_tricks.sliding_window_view(np.pad(sound, (size, size)), size)
    places = np.arange(0, len(view) - hop, hop / times).astype(int)
    here, there = np.fft.rfft(view[places] * window), np.fft.rfft(view[places + hop] * window)
    turns = np.angle(there) - np.angle(here)
    phase = np.angle(here[0]) + np.vstack([np.zeros(turns.shape[1]), np.cumsum(turns[:-1], 0)])
    frames = np.fft.irfft(np.abs(here) * np.exp(1j * phase)) * window / 1.5
    out = np.zeros(len(frames) * hop + size)
    for i, frame in enumerate(frames):
        out[i * hop : i * hop + size] += frame
    return out[int(size * times):]


def speakers():
    """{name: about half a minute of a voice}."""
    out = {}
    for language, name in PEOPLE.items():
        folder = packaged(f"asterisk-core-sounds-{language}-g722") / f"usr/share/asterisk/sounds/{name}"
        files = sorted(folder.glob("*.g722"), key=lambda file: -file.stat().st_size)[:12]
        out[name] = np.concatenate([read_sound(file, RATE, ("-f", "g722")) for file in files])
    for seed, (program, voice) in enumerate(SPEAKERS):
        if program == "flite" or seed % 2 == 0:
            out[voice] = bent(speak(program, voice, seed, 40), 48000 / RATE)
    return out


def sung(random, sound):
    """A piece of a voice, longer or not, higher or lower."""
    times, ratio = random.choice([1, 1.5, 2, 2.5]), 2 ** (random.uniform(-4, 4) / 12)
    need = int(COUNT / times * ratio) + 4096
    begin = int(random.integers(0, max(1, len(sound) - need)))
    part = sound[begin : begin + need]
    part = bent(stretched(part, times) if times > 1 else part, ratio)
    return np.resize(part, COUNT)


def voices(random, times):
    """Lead vocals, and backing vocals: the same line by several, or chords of singers."""
    everyone = speakers()
    for _ in range(times):
        for name, sound in everyone.items():
            yield "lead vocal", name, sung(random, sound)
        for index in range(6):
            yield "lead vocal", f"singer {index}", sing(random, COUNT, RATE)
    for index in range(8 * times):
        line = sing(random, COUNT, RATE)  # the same melody by each
        parts = [np.resize(bent(line, 2 ** (interval / 12 + random.normal() * 0.01)), COUNT)
                 for interval in random.choice([-12, -5, 0, 0, 3, 4, 7], int(random.integers(2, 5)))]
        yield "backing vocal", f"singers {index}", sum(np.roll(part, int(random.normal() * 0.02 * RATE)) for part in parts)
        names = random.choice(list(everyone), int(random.integers(2, 5)))
        if index % 2:
            yield "backing vocal", "speakers", sum(sung(random, everyone[name]) for name in names)


def singers(random, times):
    """Made-up singers, some of them twice over each other."""
    for index in range(times):
        line = sing(random, COUNT, RATE)
        again = np.roll(np.resize(bent(line, 1 + random.normal() * 0.003), COUNT), int(random.uniform(0.01, 0.04) * RATE))
        yield "lead vocal", f"singer {index}", line + random.uniform(0.3, 0.9) * (random.random() < 0.4) * again
