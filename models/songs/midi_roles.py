"""What a MIDI track is in a mix: by General MIDI program, and by key on the drum channel."""
# SPDX-License-Identifier: MIT

# The first program of each range (from 0), and its role.
PROGRAMS = [
    (0, "keys"), (22, "winds"), (23, "keys"), (24, "acoustic guitar"), (26, "electric guitar"), (32, "bass"), (40, "strings"),
    (47, "percussion"), (48, "strings"), (52, "backing vocal"), (55, "effects"), (56, "winds"),
    (80, "lead synth"), (88, "pad"), (104, "acoustic guitar"), (108, "keys"), (109, "winds"),
    (110, "strings"), (111, "winds"), (112, "percussion"), (117, "toms"), (119, "effects"),
]

DRUM_KEYS = {
    "kick": {35, 36}, "snare": {37, 38, 39, 40}, "toms": {41, 43, 45, 47, 48, 50},
    "cymbals": {42, 44, 46, 49, 51, 52, 53, 55, 57, 59},
}


def role_of_program(program):
    return [role for first, role in PROGRAMS if first <= program][-1]


def role_of_drum(key):
    """What no kit has is percussion."""
    return next((role for role, keys in DRUM_KEYS.items() if key in keys), "percussion")
