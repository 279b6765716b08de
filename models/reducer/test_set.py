"""The test set: voices and kinds of noise that were neither trained on nor chosen by. It is looked at when all else is done."""
# SPDX-License-Identifier: MIT
import subprocess
import tempfile
from pathlib import Path

import numpy as np

from reducer.mixtures import MIXTURE, RATE, SNRS, measured_mixture
from reducer.noises import babble, recorded
from reducer.voices import levelled, prompts, speak
from roles.soundfonts import RATE as FONT_RATE
from roles.soundfonts import render
from training.sound import kept, packaged, read_sound

HORIZONS, LINCITY = "usr/share/unknown-horizons/content/audio/", "usr/share/games/lincity-ng/sounds/"


def acted(package, who):
    """An actor of a game: the fish Malá (m) or Velká (v), who say a sentence or two in each file."""
    files = sorted(packaged(package).glob(f"usr/share/games/fillets-ng/sound/*/*/*-{who}-*.ogg"), key=lambda file: (-file.stat().st_size, file.name))
    return levelled(np.concatenate([read_sound(file, RATE) for file in files[:30]]))


def narrated():
    files = sorted((packaged("unknown-horizons") / HORIZONS / "voice/en").glob("**/*.ogg"))
    return levelled(np.concatenate([read_sound(file, RATE) for file in files]))


def sung_by_festival():
    """A diphone voice sings nonsense to random notes, by Festival's own mode for singing."""
    random, notes = np.random.default_rng(700), ""
    for _ in range(50):
        key, syllable = random.integers(12), random.choice("la so me sea no ray fall two bun tree".split())
        name = f"{'C C# D D# E F F# G G# A A# B'.split()[key]}{random.integers(2, 4)}"
        notes += f'<DURATION BEATS="{random.uniform(0.25, 1.5):.2f}"><PITCH NOTE="{name}">{syllable}</PITCH></DURATION>\n'
    with tempfile.TemporaryDirectory() as folder:
        song, sound = Path(folder) / "song.xml", f"{folder}/song.wav"
        song.write_text('<?xml version="1.0"?>\n<!DOCTYPE SINGING PUBLIC "-//SINGING//DTD SINGING mark up//EN" "Singing.v0_1.dtd" []>\n'
                        f'<SINGING BPM="60">\n{notes}</SINGING>\n')
        subprocess.run(["text2wave", "-mode", "singing", "-eval", "(voice_ked_diphone)", str(song), "-o", sound], check=True, stderr=subprocess.DEVNULL)
        return levelled(read_sound(sound, RATE))


def sung_by_samples():
    """Recorded singers of a soundfont ("voice oohs") sing a random tune."""
    random = np.random.default_rng(701)
    phrases = [(0, 53, [(0.5 * beat, 0.48, int(random.integers(50, 72)), int(random.integers(60, 120))) for beat in range(12)]) for _ in range(3)]
    tune = np.concatenate(render(phrases, "fluid"))
    return levelled(np.interp(np.arange(0, len(tune) - 1, FONT_RATE / RATE), np.arange(len(tune)), tune))


VOICES = {
    "russian": lambda: prompts("asterisk-core-sounds-ru-g722", "ru_RU_f_IvrvoiceRU"),
    "june": lambda: prompts("asterisk-core-sounds-fr-g722", "fr_CA_f_June"),
    "czech m": lambda: acted("fillets-ng-data-cs", "m"),
    "czech v": lambda: acted("fillets-ng-data-cs", "v"),
    "dutch m": lambda: acted("fillets-ng-data-nl", "m"),
    "dutch v": lambda: acted("fillets-ng-data-nl", "v"),
    "narrator": narrated,
    "ked": lambda: speak("festival", "ked_diphone", 600, 80),
    "ked sings": sung_by_festival,
    "oohs": sung_by_samples,
}

RECORDED = {
    "fire": ("lincity-ng-data", LINCITY + "Fire3.wav"),
    "tractor": ("lincity-ng-data", LINCITY + "Farm2.wav"),
    "recycling": ("lincity-ng-data", LINCITY + "Recycle3.wav"),
    "wood": ("unknown-horizons", HORIZONS + "sounds/lumberjack.ogg"),
    "sheep": ("unknown-horizons", HORIZONS + "sounds/sheepfield.ogg"),
    "windmill": ("unknown-horizons", HORIZONS + "sounds/windmill.ogg"),
    "market": ("unknown-horizons", HORIZONS + "sounds/main_square.ogg"),
    "vinyl": ("sonic-pi-samples", "usr/share/sonic-pi/samples/vinyl_hiss.flac"),
    "printer": ("sonic-pi-samples", "usr/share/sonic-pi/samples/loop_3d_printer.flac"),
}


def above_40_hz(sound):
    """Without what nobody hears of it, which would hide how loud the rest is."""
    spectrum = np.fft.rfft(sound)
    spectrum[: 40 * len(sound) // RATE] = 0
    return np.fft.irfft(spectrum, len(sound))


def begins_aloud(voice, random):
    """Some place in the voice from which on it is heard."""
    aloud = np.flatnonzero(np.abs(voice[: len(voice) - MIXTURE]) > 0.1)
    return voice[aloud[random.integers(len(aloud))] :]


def test_mixtures():
    """For every noise: its name, (voice, SNR) of a mixture with each voice, and arrays of them and of their voices.

    Every mixture has a piece of the voice and a piece of the noise of its own; noise levels take turns.
    """
    voices = {name: kept(f"voices/test_{name.replace(' ', '_')}", make)[:].astype(np.float32) for name, make in VOICES.items()}
    makers = {kind: recorded(*file) for kind, file in RECORDED.items()} | {"other voices": lambda random, count: babble(random, count, voices)}
    for index, (kind, make) in enumerate(makers.items()):
        cases, pairs = [], []
        for place, (name, voice) in enumerate(voices.items()):
            random, snr = np.random.default_rng([800, index, place]), SNRS[(index + place) % len(SNRS)]
            noise = above_40_hz(make(random, MIXTURE)).astype(np.float32)
            cases.append((name, snr))
            pairs.append(measured_mixture(begins_aloud(voice, random), noise, snr, random))
        yield kind, cases, *np.array(pairs).swapaxes(0, 1)
