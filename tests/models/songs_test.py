"""What the programs that make songs promise, as far as nothing has to be rendered."""
# SPDX-License-Identifier: MIT
import json
import struct
import sys
import tempfile
import unittest
import xml.etree.ElementTree as ET
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "models" / "songs"))
import lmms_songs  # noqa: E402
import midi_songs  # noqa: E402
from midi_file import Event, MidiFile  # noqa: E402
from song_list import add_song, split_of  # noqa: E402
from wad_file import midi_songs_in  # noqa: E402

SONG = MidiFile(96, [
    Event(0, b"\xff\x51\x07\xa1\x20"),  # 0.5 s a quarter note
    Event(0, b"\xb0\x07\x40"), Event(0, b"\xb0\x0a\x20"), Event(0, b"\xc0\x21"), Event(0, b"\xb1\x07\x7f"),
    Event(0, b"\x90\x30\x64"), Event(0, b"\x99\x24\x64"), Event(48, b"\x99\x26\x64"), Event(96, b"\xb0\x07\x60"),
    Event(96, b"\x90\x30\x00"), Event(96, b"\x90\x32\x64"), Event(96, b"\xff\x51\x0f\x42\x40"), Event(192, b"\x90\x32\x00"),
    Event(192, b"\xf0\x7e\x7f\x09\x01\xf7"),
])


class MidiFiles(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.path = Path(self.folder.name) / "song.mid"

    def tearDown(self):
        self.folder.cleanup()

    def test_are_read_as_they_were_written(self):
        SONG.write(self.path)
        read = MidiFile.read(self.path.read_bytes(), "song.mid")
        self.assertEqual(read.division, 96)
        self.assertEqual(read.events, SONG.events + [Event(192, b"\xff\x2f")])

    def test_are_read_with_running_status_and_from_several_tracks(self):
        first, second = b"\x00\x90\x30\x64\x60\x30\x00\x00\xff\x2f\x00", b"\x30\xc1\x05\x00\xff\x2f\x00"
        self.path.write_bytes(b"MThd\0\0\0\6\0\1\0\2\0\x60" + b"".join(b"MTrk" + len(t).to_bytes(4, "big") + t for t in (first, second)))
        self.assertEqual([(e.tick, e.data) for e in MidiFile.read(self.path.read_bytes(), "song.mid").events if e.data[0] != 0xff],
                         [(0, b"\x90\x30\x64"), (0x30, b"\xc1\x05"), (0x60, b"\x90\x30\x00")])

    def test_that_are_none_are_refused(self):
        for data in (b"RIFFxxxxxxxxxxxx", b"MThd", b"MThd\0\0\0\6\0\1\0\1\xe8\x28"):
            self.path.write_bytes(data)
            self.assertRaises(ValueError, MidiFile.read, data, "song.mid")

    def test_know_their_time_through_changes_of_tempo(self):
        self.assertEqual(SONG.tick_at(0.25), 48)
        self.assertEqual(SONG.tick_at(1.5), 96 + 96)


class WadFiles(unittest.TestCase):
    def test_hold_songs_of_which_each_is_read_once(self):
        songs = [(b"D_ONE\0\0\0", b"MThd one"), (b"D_LEVEL1", b"MThd two"), (b"PLAYPAL\0", b"colours"), (b"D_AGAIN\0", b"MThd one")]
        body, directory = b"", b""
        for name, data in songs:
            directory += struct.pack("<ii", 12 + len(body), len(data)) + name
            body += data
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "game.wad"
            path.write_bytes(b"PWAD" + struct.pack("<ii", len(songs), 12 + len(body)) + body + directory)
            self.assertEqual(midi_songs_in(path), {"d_one": b"MThd one", "d_level1": b"MThd two"})
            path.write_bytes(b"RIFF")
            self.assertRaises(ValueError, midi_songs_in, path)


class MidiSongs(unittest.TestCase):
    def test_have_drums_by_kind_and_other_channels_by_program(self):
        self.assertEqual([(role, channel) for role, channel, _ in midi_songs.tracks_of(SONG)],
                         [("bass", 0), ("kick", 9), ("snare", 9)])

    def test_have_stems_of_one_track_without_its_mixing(self):
        _, channel, belongs = midi_songs.tracks_of(SONG)[1]
        stem = midi_songs.stem_of(SONG, channel, belongs)
        self.assertEqual([e.data for e in stem.events if e.is_note], [b"\x99\x24\x64"])
        self.assertEqual({e.data[1]: e.data[2] for e in stem.events if e.kind == 0xb0}, midi_songs.CONTROLLERS)
        self.assertEqual([e for e in SONG.events if e.channel is None], [e for e in stem.events if e.channel is None])

    def test_tell_what_the_author_did_while_notes_began(self):
        author = midi_songs.author_of(SONG, 0, lambda key: True)
        self.assertEqual(author, {"volume": (64 + 96) / 2, "pan": 32, "expression": 127, "reverb": 40, "chorus": 0})

    def test_end_all_notes_where_they_are_cut(self):
        cut = midi_songs.excerpt(SONG, 0.25)
        self.assertEqual({e.channel for e in cut.events if e.data[1:] == b"\x7b\x00"}, set(range(16)))
        self.assertEqual(max(e.tick for e in cut.events), 48)


class LmmsSongs(unittest.TestCase):
    def test_are_neutral_and_tell_what_they_were(self):
        root = ET.fromstring("""<project><track name="kick"><instrumenttrack vol="80" fxch="2"><pan id="7" value="-30"/>
            <fxchain enabled="1"><effect name="eq"/></fxchain></instrumenttrack></track><fxchannel volume="0.4"/></project>""")
        self.assertEqual(lmms_songs.neutral(root), {"kick": {"vol": 80, "pan": -30, "fxch": 2, "effects": ["eq"]}})
        strip = root.find(".//instrumenttrack")
        self.assertEqual(strip.attrib, {"vol": "100", "pan": "0", "fxch": "0"})
        self.assertIsNone(strip.find("pan"))
        self.assertEqual(root.find(".//fxchain").get("enabled"), "0")
        self.assertEqual(root.find("fxchannel").get("volume"), "1")

    def test_have_roles_that_names_tell(self):
        for name, role in {"bassdrum_acoustic01.ogg": "kick", "hihat_closed05.ogg": "cymbals", "bassslap01.ogg": "bass",
                           "snare_rim01.ogg": "snare", "Default preset": None}.items():
            self.assertEqual(lmms_songs.role_of(name), role, name)


class SongLists(unittest.TestCase):
    def test_hold_out_about_a_quarter_the_same_for_ever(self):
        self.assertAlmostEqual(sum(split_of(f"song {i}") == "held-out" for i in range(4000)) / 4000, 0.25, delta=0.03)
        self.assertEqual([split_of(name) for name in ("busy_schedule", "moo_redfarn", "tttheme2", "say_what_redfarn")],
                         ["train", "held-out", "train", "train"])

    def test_have_every_song_once(self):
        with tempfile.TemporaryDirectory() as folder:
            for song in ({"name": "b", "take": 1}, {"name": "a"}, {"name": "b", "take": 2}):
                add_song(Path(folder), song)
            self.assertEqual(json.loads((Path(folder) / "songs.json").read_text()), [{"name": "a"}, {"name": "b", "take": 2}])


if __name__ == "__main__":
    unittest.main()
