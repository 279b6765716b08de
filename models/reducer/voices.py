"""Voices: synthesised by free programs for training, and others, people among them, that are only chosen by."""
# SPDX-License-Identifier: MIT
import subprocess
import tempfile
from pathlib import Path

import numpy as np

from training.singer import sing
from training.sound import ROOT, kept, packaged, read_sound

RATE = 48000

# Never trained on: two synthesised speakers, and people.
VALIDATION_SPEAKERS = {"child": ("festival", "czech_krb"), "italian": ("festival", "pc_diphone")}
PEOPLE = {"allison": ("asterisk-core-sounds-en-g722", "en_US_f_Allison"), "carlo": ("asterisk-core-sounds-it-g722", "it_IT_m_Carlo")}

SPEAKERS = [("flite", voice) for voice in ("kal16", "awb", "rms", "slt")]
SPEAKERS += [("festival", voice) for voice in ("cmu_us_slt_arctic_hts", "czech_dita", "czech_machac", "suo_fi_lj_diphone",
                                               "hy_fi_mv_diphone", "lp_diphone", "upc_ca_ona_hts")]
SPEAKERS += [("espeak-ng", voice) for voice in ("en+m1", "de+m3", "fr+f2", "es+m7", "it+f4", "pl+m4", "sv+f1", "pt+f5", "nl+m2", "fi+f3",
                                              "cs+f1", "hu+m5", "tr+f2", "ro+m6", "el+f3", "da+m8")]


def nonsense(random, words):
    """Words of no language in sentences: all sounds occur, whatever the speaker's language."""
    onsets, vowels, codas = "b d f g h k l m n p r s t v z st tr pl sk fr sh".split(), "a e i o u".split(), ["", "", "n", "r", "s", "l", "t", "m"]
    def syllable():
        return random.choice(onsets) + random.choice(vowels) + random.choice(codas)
    text = ""
    for _ in range(words):
        text += "".join(syllable() for _ in range(random.integers(1, 4))) + random.choice(["", "", "", "", "", ",", "."]) + " "
    return text.strip() + "."


def speak(program, voice, seed, words=150):
    """About a minute of a synthesised speaker."""
    text = nonsense(np.random.default_rng(seed), words)
    with tempfile.TemporaryDirectory() as folder:
        sound, words_file = f"{folder}/voice.wav", Path(folder) / "words.txt"
        words_file.write_text(text)
        command = {
            "flite": ["flite", "-voice", voice, "-f", str(words_file), "-o", sound],
            "festival": ["text2wave", "-eval", f"(voice_{voice})", str(words_file), "-o", sound],
            "espeak-ng": ["espeak-ng", "-v", voice, "-p", str(20 + seed * 37 % 60), "-f", str(words_file), "-w", sound],
        }[program]
        subprocess.run(command, check=True, stderr=subprocess.DEVNULL)
        return levelled(read_sound(sound, RATE))


def levelled(samples):
    """The sound with a level of 0.1 while it is heard."""
    loud = np.abs(samples) > 0.02 * np.abs(samples).max()
    return 0.1 * samples / np.sqrt(np.mean(samples[loud] ** 2))


def with_air(samples, random):
    """The sound with treble above what its recording holds: noise that swells with its upper octave, as breath and sibilants do."""
    size, hop = 1024, 256
    window = np.sqrt(0.5 - 0.5 * np.cos(2 * np.pi * np.arange(size) / size))
    frames = np.lib.stride_tricks.sliding_window_view(np.pad(samples, (size, size)), size)[::hop] * window
    spectrum = np.fft.rfft(frames)
    power = (np.abs(spectrum) ** 2).mean(0)
    top = int(np.nonzero(power > 1e-6 * power.max())[0][-1] * 0.93)
    level = np.sqrt((np.abs(spectrum[:, int(0.6 * top) : int(0.9 * top)]) ** 2).mean(1, keepdims=True))
    octaves = np.log2(np.arange(top, spectrum.shape[1]) / (0.75 * top))
    noise = random.normal(size=(2, len(frames), len(octaves)))
    spectrum[:, top:] = level * (noise[0] + 1j * noise[1]) / np.sqrt(2) * 10 ** (-random.uniform(6, 24) * octaves / 20)
    out = np.zeros(len(frames) * hop + size)
    for index, frame in enumerate(np.fft.irfft(spectrum) * window):
        out[index * hop : index * hop + size] += frame
    return out[size : size + len(samples)] / 2


def training_voices():
    """Sounds of speakers and of made-up singers, a name for each."""
    voices = {}
    for seed, (program, voice) in enumerate(SPEAKERS):
        def make(program=program, voice=voice, seed=seed):
            samples = speak(program, voice, seed)
            random = np.random.default_rng(1000 + seed)
            return np.concatenate([samples, with_air(samples, random), with_air(samples, random)])
        voices[voice] = kept(f"voices/{voice}", make)
    for seed in range(6):
        voices[f"singer{seed}"] = kept(f"voices/singer{seed}", lambda seed=seed: levelled(sing(np.random.default_rng(seed), 60 * RATE, RATE)))
    return voices


def prompts(package, folder):
    """What a person recorded for telephones: the longest sentences of a package of Asterisk's."""
    files = sorted(packaged(package).glob(f"usr/share/asterisk/sounds/{folder}/*.g722"), key=lambda file: -file.stat().st_size)
    return levelled(np.concatenate([read_sound(file, RATE, ("-f", "g722")) for file in files[:8]]))


def validation_voices():
    """Sounds for choosing by. People's recordings are only read: nothing of them goes into weights."""
    voices = {}
    for seed, (name, (program, voice)) in enumerate(VALIDATION_SPEAKERS.items()):
        voices[name] = kept(f"voices/{name}", lambda: speak(program, voice, 500 + seed, 80))
    for name, source in PEOPLE.items():
        voices[name] = kept(f"voices/{name}", lambda: prompts(*source))
    voices["demo"] = levelled(read_sound(ROOT / "graphs/demo/stems/vocal.flac", RATE))
    return voices
