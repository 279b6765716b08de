"""Recorded hits of drum kits, guitars and strums, played as phrases."""
# SPDX-License-Identifier: MIT
import re
import subprocess
import xml.etree.ElementTree as ET
from pathlib import Path

import numpy as np

from roles.phrases import LENGTH, beat, whole_kit
from roles.soundfonts import RATE
from songs.midi_roles import role_of_drum
from training.sound import packaged, read_sound

HYDROGEN = Path("/usr/share/hydrogen/data/drumkits")
LMMS = Path("/usr/share/lmms/samples")
WORDS = [  # in names of instruments of a kit, the first that fits
    ("kick|bass ?drum|^bd", "kick"), ("snare|rim|stick|clap", "snare"), ("conga|bongo|cajon|djembe|woodblock|dununba|wood", "percussion"),
    (r"\bhat|hi-?hat|\bhh\b|ride|crash|splash|china|cymbal|ohh|paiste bell", "cymbals"), (r"\btom|tom\b|^tom", "toms"),
    ("cowbell|clave|agogo|tamb|maraca|shaker|snaps|waterglass|kenkeni|sangban|clav", "percussion"), ("^fx|zap", "effects"),
]
# Hits of the songs that the classifier is judged by, which it must not know.
JUDGED = {"hihat_closed05", "snare01", "bassdrum_acoustic01", "crash01", "snare_muffled02", "tom_low01", "tom_mid01", "tom_hi01",
          "snare_acoustic01", "kick_hard01", "hihat_closed01", "hihat_opened01", "bassslap01", "rim01", "snare_rim01"}
GUITARS = ["chaos_god", "internal_degeneration", "mutilated_mime"]  # armygeddon is judged


def role_of(name):
    return next((role for words, role in WORDS if re.search(words, name, re.IGNORECASE)), None)


def read_hit(path):
    """Up to 4 s, with a peak of 1; None of what cannot be read or is silent."""
    try:
        sound = read_sound(path, RATE)[: 4 * RATE]
    except subprocess.CalledProcessError:
        return None
    return sound / np.abs(sound).max() if len(sound) and np.abs(sound).max() > 0 else None


def kit(folder):
    """{(role, instrument): its hits, the softest first} of a Hydrogen drum kit."""
    text = (folder / "drumkit.xml").read_text(errors="replace")
    root, instruments = ET.fromstring(re.sub(r'\sxmlns(:\w+)?="[^"]*"|\sxsi:\w+="[^"]*"', "", text)), {}
    for instrument in root.iter("instrument"):
        name, files = instrument.findtext("name") or "", [f.text for f in instrument.iter("filename") if f.text]
        role = role_of(name)
        if role and files:
            hits = [hit for file in files[:: max(1, len(files) // 3)][:3] if (hit := read_hit(folder / file)) is not None]
            instruments[role, f"{folder.name} {name}"] = hits
    return {key: hits for key, hits in instruments.items() if hits}


def play(notes, hits):
    """Notes by hits; the key says which instrument of `hits`, a list."""
    out = np.zeros(int(LENGTH * RATE))
    for time, _, key, velocity in notes:
        layers = hits[key % len(hits)]
        hit, begin = layers[min(len(layers) - 1, velocity * len(layers) // 128)], int(time * RATE)
        part = hit[: len(out) - begin]
        out[begin : begin + len(part)] += velocity / 127 * part
    return out


def bent(sound, ratio):
    """Played so much faster: higher, and shorter."""
    return np.interp(np.arange(0, len(sound) - 1, ratio), np.arange(len(sound)), sound)


def kits(random, times):
    """Every instrument of every kit alone, several of a kind together, and whole kits."""
    for folder in sorted(HYDROGEN.iterdir()):
        instruments = kit(folder)
        for (role, name), hits in instruments.items():
            alike = [other for (r, _), other in instruments.items() if r == role]
            for _ in range(times):
                yield role, name, play(beat(random, [0]), [hits])
            if len(alike) > 1:
                yield role, name, play(beat(random, list(range(len(alike)))), alike)
        by_role = {r: [h for (other, _), h in instruments.items() if other == r] for r, _ in instruments}
        if {"kick", "snare", "cymbals"} <= set(by_role):
            for _ in range(8 * times):
                yield "drums", f"{folder.name} kit", whole(random, by_role)


def whole(random, by_role):
    notes, out = whole_kit(random), 0
    for role in ("kick", "snare", "cymbals", "toms"):
        mine = [(t, d, 0, v) for t, d, key, v in notes if role_of_drum(key) == role]
        if role in by_role and mine:
            out = out + random.uniform(0.3, 1) * play(mine, [by_role[role][random.integers(len(by_role[role]))]])
    return out


def samples(random, times):
    """Hits that come with LMMS, without those of the songs that are judged, as they are and higher or lower."""
    by_role = {}
    for path in sorted((LMMS / "drums").glob("*.ogg")):
        role = role_of(path.stem.replace("_", " "))
        hit = read_hit(path) if role and path.stem not in JUDGED else None
        if hit is not None:
            by_role.setdefault(role, []).append([hit])
            for _ in range(times):
                yield role, f"lmms {path.stem}", play(beat(random, [0]), [[bent(hit, 2 ** (random.choice([0, random.uniform(-10, 5)]) / 12))]])
    for _ in range(20 * times):
        yield "drums", "lmms kit", whole(random, by_role)
    for path in sorted((LMMS / "beats").glob("*beat*.ogg")) + sorted((LMMS / "beats").glob("break*.ogg")):
        yield "drums", f"lmms {path.stem}", np.resize(read_hit(path), int(LENGTH * RATE))


def guitars(random):
    """Distorted guitars of songs, and strums of an acoustic one."""
    songs = packaged("fretsonfire-songs-muldjord") / "usr/share/games/fretsonfire/data/songs/muldjord"
    for name in GUITARS:
        sound, length = read_sound(songs / name / "guitar.ogg", RATE), int(LENGTH * RATE)
        for begin in range(0, len(sound) - length, length):
            if np.abs(sound[begin : begin + length]).max() > 0.05:
                yield "electric guitar", f"muldjord {name}", sound[begin : begin + length]
    folder = packaged("hydrogen-drumkits-effects") / "usr/share/hydrogen/data/drumkits/belofilms_GuitarStrums"
    files = sorted(folder.glob("*.flac"))
    for _ in range(60):
        chosen = [[hit] for file in random.choice(files, 3) if (hit := read_hit(file)) is not None]
        step = random.choice([0.25, 0.5, 1, 2])
        notes = [(i * step, step, int(random.integers(len(chosen))), int(random.integers(70, 127))) for i in range(int(LENGTH / step))]
        yield "acoustic guitar", "belofilms strums", play(notes, chosen)
