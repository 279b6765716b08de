"""What the songs in ../shared/stems that name their tracks are made of; where a name fits several roles, each of them is right."""
# SPDX-License-Identifier: MIT
from pathlib import Path

STEMS = Path(__file__).resolve().parents[3] / "shared" / "stems"

KNOWN = {
    "mauiwowi": {
        "3_guitar": "electric guitar, acoustic guitar", "12_Ride3.ds": "cymbals", "13_snare_muffled02.ogg": "snare", "14_kick.ds": "kick",
        "15_wood.ds": "percussion", "16_wood2.ds": "percussion", "5_hihat_closed05.ogg": "cymbals", "6_hollow_wood_2.ds": "percussion",
        "7_snare01.ogg": "snare", "8_bassdrum_acoustic01.ogg": "kick", "9_crash01.ogg": "cymbals",
    },
    "axe_from_the_80s": {
        "10_hihat_closed01.ogg": "cymbals", "11_hihat_opened01.ogg": "cymbals", "13_bassslap01.ogg": "bass", "5_tom_low01.ogg": "toms",
        "6_tom_mid01.ogg": "toms", "7_tom_hi01.ogg": "toms", "8_snare_acoustic01.ogg": "snare", "9_kick_hard01.ogg": "kick",
    },
    "final_step": {
        "16_Kick_2.ds": "kick", "18_Hat-c.ds": "cymbals", "19_Hat_o.ds": "cymbals", "20_rim01.ogg": "snare", "21_Rimshot.ds": "snare",
        "22_snare_rim01.ogg": "snare", "23_Hat_c.ds": "cymbals",
    },
    "feelings": {"guitar": "electric guitar"},
    "armygeddon": {"guitar": "electric guitar"},
    "rock": {
        "bass": "bass", "brass": "winds", "drums": "drums", "guitar": "electric guitar", "piano": "keys", "vocals_1": "lead vocal",
        "vocals_2": "lead vocal, backing vocal",
    },
    "disco": {"bass": "bass", "drums": "drums", "vocals": "lead vocal"},
    "grunge": {"bass": "bass", "drums": "drums", "vocals": "lead vocal"},
    "funk": {"bassguitar": "bass", "clav": "keys", "drums": "drums", "horns": "winds", "leadguitar": "electric guitar"},
    "falcon69/st": {"bass": "bass", "drums": "drums", "vocals": "lead vocal"},
}


def tracks():
    """(song, name, path, roles that are right)."""
    for song, known in KNOWN.items():
        for name, roles in known.items():
            path = next((STEMS / song).glob(f"{name}.[fm]*"))
            yield song, name, path, roles.split(", ")


if __name__ == "__main__":
    for *_, path, roles in tracks():
        print(path, ", ".join(roles), sep="\t")
