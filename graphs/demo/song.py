# SPDX-License-Identifier: MIT
"""The score of the demo song: chords, words, melody, lead line and drum patterns, as plain data."""

BPM, BEATS, BARS = 108, 4, 20  # twenty bars of 4/4, then the last chord rings
LENGTH = 50.0  # seconds, of every stem
SWING = 0.03  # beats by which every second sixteenth comes late
BEAT = 60 / BPM  # in seconds

# One chord per bar: the bass note and the voicing that keys, guitar and pad share.
CHORDS = {
    "Dmaj9": (38, [54, 57, 61, 64]), "Em9": (28, [55, 59, 62, 66]), "F#m7": (30, [57, 61, 64, 66]),
    "Gmaj9": (31, [59, 62, 66, 69]), "A7sus": (33, [55, 59, 62, 64]), "A9": (33, [57, 59, 61, 64]),
    "Bm7": (35, [57, 59, 62, 66]), "Gm6": (31, [58, 62, 64, 69]),
}
INTRO = "Gmaj9 F#m7 Em9 A7sus".split()
VERSE = "Dmaj9 F#m7 Gmaj9 A7sus Bm7 F#m7 Em9 A7sus".split()
CHORUS = "Gmaj9 A9 F#m7 Bm7 Gmaj9 A9 Em9 Gm6".split()
SONG = [CHORDS[name] for name in INTRO + VERSE + CHORUS + ["Dmaj9"]]

# Morning on the kitchen floor, every room a little more,
# all the pieces that we found turning slowly into sound.
# So bring it up, let it ring, let it carry everything;
# bring it up, take it slow, let the quiet overflow.
#
# By bar: on which beat, what is sung (espeak-ng phonemes), on which notes and for how many beats.
MELODY = """
 5: 2 mO@ F#4 .5 / 2.5 nIN E4 .5 / 3 O2n F#4 .5 / 3.5 D@2 A4 .5 / 4 kItS A4 .5 / 4.5 @n F#4 .5
 6: 1 flo@ E4 2
 7: 2 Ev F#4 .5 / 2.5 ri E4 .5 / 3 ru:m F#4 .5 / 3.5 @ A4 .5 / 4 lIt B4 .5 / 4.5 t@L A4 .5
 8: 1 mo@ F#4 .75 E4 1.25
 9: 2 O:l B4 .5 / 2.5 D@2 A4 .5 / 3 pi: B4 .5 / 3.5 sI#z D5 .5 / 4 Dat B4 .5 / 4.5 wi: A4 .5
10: 1 faUnd A4 1.25 F#4 .75
11: 2 t3: G4 .5 / 2.5 nIN F#4 .5 / 3 sloU G4 .5 / 3.5 li: B4 .5 / 4 In A4 .5 / 4.5 tU G4 .5
12: 1 saUnd A4 2.5 / 4.5 soU A4 .5
13: 1 brIN B4 1 / 2 It B4 .5 / 2.5 Vp D5 1.5
14: 1 lEt C#5 1 / 2 It B4 .5 / 2.5 rIN A4 1.75
15: 1 lEt A4 .5 / 1.5 It B4 .5 / 2 ka C#5 1 / 3 ri: A4 .5 / 3.5 Ev C#5 .5 / 4 rI# B4 .5 / 4.5 TIN B4 1.5 A4 .5 F#4 1
17: 1 brIN B4 1 / 2 It B4 .5 / 2.5 Vp D5 1.5
18: 1 teIk C#5 1 / 2 It D5 .5 / 2.5 sloU E5 1.75
19: 1 lEt D5 .5 / 1.5 D@2 D5 .5 / 2 kwaI B4 1 / 3 @t A4 1
20: 1 oU A#4 1.5 / 2.5 v3: A4 .75 G4 .75
21: 1 floU F#4 4
"""

# The same without words.
LEAD = """
 3: 3 D5 .5 / 3.5 E5 .5 / 4 F#5 1.5
 4: 1.5 E5 .5 / 2 D5 .5 / 2.5 B4 1.25
 6: 3.5 C#5 .5 / 4 E5 .5 / 4.5 F#5 1.25
 8: 3.5 E5 .25 / 3.75 F#5 .25 / 4 G5 .5 / 4.5 E5 .5
 9: 1 D5 .75
10: 3.5 A5 .5 / 4 F#5 .5 / 4.5 E5 .5
11: 1 D5 .75
12: 3.5 E5 .25 / 3.75 G5 .25 / 4 A5 .75
13: 1 F#5 3.5
14: 1 E5 1.9 / 3 C#5 1.9
15: 1 E5 1.9 / 3 A5 1.9
16: 1 F#5 1.75 / 3 D5 .5 / 3.5 E5 .5 / 4 F#5 .5 / 4.5 A5 .5
17: 1 B5 2.9 / 4 A5 .9
18: 1 A5 1.9 / 3 C#6 1.9
19: 1 B5 1.9 / 3 G5 1.9
20: 1 A#5 2.9 / 4 A5 .9
21: 1 A5 1.9 / 3 F#5 .5 / 3.5 E5 .5 / 4 D5 .5 / 4.5 E5 .5
22: 1 F#5 2.5
"""

# Sixteenths; a digit is how hard, a dot a rest. First and last bar, key of the GM drum map, pattern.
KICK = [(3, 4, 36, "9.........7....."), (5, 12, 36, "9......7..8....."), (6, 6, 36, "...............5"), (8, 8, 36, ".............6.5"),
        (10, 10, 36, "...............5"), (13, 20, 36, "9..8....7.9....."), (14, 14, 36, "..............7."), (16, 16, 36, ".............67."),
        (18, 18, 36, "..............7."), (21, 21, 36, "9...............")]
SNARE = [(3, 8, 37, "....7.......7..."), (8, 8, 38, "..............35"), (9, 11, 38, "....8..1.1..8..2"), (12, 12, 38, "....8..2....9.99"),
         (13, 15, 38, "....9..2.2..9..2"), (16, 16, 38, "....9..2.2..9.68"), (17, 19, 38, "....9..2.2..9..2"), (20, 20, 38, "....9...4.5.6789")]
HATS = [(3, 8, 42, "7.5.7.5.7.5.7.53"), (9, 12, 42, "7354735473547354"), (13, 19, 42, "84658465846584.5"), (13, 19, 46, "..............7."),
        (20, 20, 42, "8465846584658...")]
CLAP = [(13, 20, 39, "....8.......8..."), (20, 20, 39, "..............68")]
# Stereo: also where they stand, from -1 (left) to 1 (right).
PERCUSSION = {
    -0.55: [(1, 20, 70, "5364536453645364")],  # shaker
    0.30: [(5, 20, 62, "..4...3...4....."), (5, 20, 63, "......5.......66"), (5, 20, 64, "...........5....")],  # congas
    0.70: [(13, 20, 54, "6.4.8.4.6.4.8.4.")],  # tambourine
}
CYMBALS = {
    -0.60: [(9, 9, 55, "6..............."), (13, 13, 49, "9..............."), (21, 21, 49, "9...............")],
    -0.30: [(12, 12, 48, "........88......")],
    0.00: [(12, 12, 47, "..........99....")],
    0.40: [(12, 12, 43, ".............9.."), (17, 20, 51, "7.5.7.5.7.5.7.5.")],
    0.70: [(17, 17, 57, "8..............."), (21, 21, 57, "8...............")],
}
