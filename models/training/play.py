"""Plays a sound file through one of our models: play.py MODEL IN.wav OUT.wav; rate and latency are those of the model."""
# SPDX-License-Identifier: MIT
import json
import sys

import torch

from training.sound import read_sound, write_sound


def load_model(path):
    """A model as a function of whole sounds with its latency taken off, and what it says of itself."""
    extra = {"audio_node.json": ""}
    model = torch.jit.load(str(path), _extra_files=extra)
    model.eval()
    facts = json.loads(extra["audio_node.json"])

    def play(sound):
        block, late = facts["block"], facts["latency"]
        whole = torch.zeros(-(-(len(sound) + late) // block) * block)
        whole[: len(sound)] = torch.from_numpy(sound)
        with torch.inference_mode():
            model.reset()
            return torch.cat([model(part.view(1, 1, -1)).view(-1) for part in whole.split(block)]).numpy()[late : late + len(sound)]

    return play, facts


if __name__ == "__main__":
    torch.set_num_threads(1)
    play, facts = load_model(sys.argv[1])
    write_sound(sys.argv[3], play(read_sound(sys.argv[2], facts["rate"])), facts["rate"])
