"""The list of songs in a folder: songs.json, and which of them are held out."""
# SPDX-License-Identifier: MIT
import hashlib
import json


def split_of(name, held_out=0.25):
    """The same for a name on every machine, whatever else there is."""
    digest = hashlib.sha256(name.encode()).digest()
    return "held-out" if int.from_bytes(digest[:8], "big") < held_out * 2 ** 64 else "train"


def add_song(folder, song):
    """Writes `song` into songs.json in `folder`, in the place of one with its name, whole or not at all."""
    path = folder / "songs.json"
    songs = json.loads(path.read_text()) if path.exists() else []
    songs = [s for s in songs if s["name"] != song["name"]] + [song]
    partial = folder / ".songs.json.partial"
    partial.write_text(json.dumps(sorted(songs, key=lambda s: s["name"]), indent=1) + "\n")
    partial.replace(path)
