"""Reads the songs out of WAD files, in which games for the engine of Doom keep all they have."""
# SPDX-License-Identifier: MIT
import struct


def midi_songs_in(path):
    """{name: bytes of a standard MIDI file}, in the order of the file; of songs under several names the first."""
    data = path.read_bytes()
    if data[:4] not in (b"IWAD", b"PWAD") or len(data) < 12:
        raise ValueError(f"{path} is no WAD file")
    count, directory = struct.unpack("<ii", data[4:12])
    songs = {}
    for entry in range(count):
        place, size, name = struct.unpack_from("<ii8s", data, directory + 16 * entry)
        song = data[place:place + size]
        if song[:4] == b"MThd" and song not in songs.values():
            songs[name.rstrip(b"\0").decode("ascii").lower()] = song
    return songs
