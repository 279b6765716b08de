"""Reads standard MIDI files as one list of events in time, and writes such lists."""
# SPDX-License-Identifier: MIT
import struct
from dataclasses import dataclass


@dataclass(frozen=True)
class Event:
    tick: int
    data: bytes  # status byte first; a meta event is 0xff, type, content

    @property
    def channel(self):
        """0 to 15, or None for what belongs to the whole song."""
        return self.data[0] & 15 if self.data[0] < 0xf0 else None

    @property
    def kind(self):
        return self.data[0] & 0xf0 if self.data[0] < 0xf0 else self.data[0]

    @property
    def is_note(self):
        return self.kind == 0x90 and self.data[2] > 0


TEMPO, END = 0x51, 0x2f


class MidiFile:
    """All tracks merged; `division` ticks a quarter note."""

    def __init__(self, division, events):
        self.division, self.events = division, events

    @classmethod
    def read(cls, data, name):
        """Of the bytes of the file `name`. Raises ValueError where it is none, or counts in SMPTE frames."""
        if data[:4] != b"MThd" or len(data) < 14:
            raise ValueError(f"{name} is no MIDI file")
        header, _, tracks, division = struct.unpack(">IHHH", data[4:14])
        if division & 0x8000:
            raise ValueError(f"{name} counts in SMPTE frames")
        at, events = 8 + header, []
        for track in range(tracks):
            size = struct.unpack(">I", data[at + 4:at + 8])[0]
            events += [(event.tick, track, i, event) for i, event in enumerate(_track(data[at + 8:at + 8 + size]))]
            at += 8 + size
        return cls(division, [event for *_, event in sorted(events, key=lambda e: e[:3])])

    def write(self, path):
        """One track; ends at the last event."""
        out, before, ends = bytearray(), 0, [e for e in self.events if e.data[:2] == bytes([0xff, END])]
        last = max((e.tick for e in self.events), default=0)
        for event in [e for e in self.events if e not in ends] + [Event(last, bytes([0xff, END]))]:
            out += _number(event.tick - before)
            before = event.tick
            if event.data[0] == 0xff:
                out += event.data[:2] + _number(len(event.data) - 2) + event.data[2:]
            elif event.data[0] in (0xf0, 0xf7):
                out += event.data[:1] + _number(len(event.data) - 1) + event.data[1:]
            else:
                out += event.data
        path.write_bytes(b"MThd" + struct.pack(">IHHH", 6, 0, 1, self.division)
                         + b"MTrk" + struct.pack(">I", len(out)) + out)

    def tick_at(self, seconds):
        """The tick that is played at a time."""
        tick, time, tempo = 0, 0.0, 0.5 / self.division  # tempo: seconds a tick
        for event in self.events:
            if event.data[:2] == bytes([0xff, TEMPO]):
                if time + (event.tick - tick) * tempo >= seconds:
                    break
                time += (event.tick - tick) * tempo
                tick, tempo = event.tick, int.from_bytes(event.data[2:5], "big") / 1e6 / self.division
        return tick + int((seconds - time) / tempo)


def _number(value):
    out = [value & 127]
    while value := value >> 7:
        out.insert(0, value & 127 | 128)
    return bytes(out)


def _track(data):
    at = tick = status = 0

    def number():
        nonlocal at
        value = 0
        while True:
            byte = data[at]
            at += 1
            value = value << 7 | byte & 127
            if byte < 128:
                return value

    while at < len(data):
        tick += number()
        if data[at] >= 0x80:
            status = data[at]
            at += 1
        if status == 0xff:
            kind = data[at]
            at += 1
            size = number()
            yield Event(tick, bytes([0xff, kind]) + data[at:at + size])
        elif status in (0xf0, 0xf7):
            size = number()
            yield Event(tick, bytes([status]) + data[at:at + size])
        else:
            size = 1 if status & 0xf0 in (0xc0, 0xd0) else 2
            yield Event(tick, bytes([status]) + data[at:at + size])
        at += size
