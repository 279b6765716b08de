"""What the classifier hears, in NumPy: heard.py FILE... prints shares of roles and embeddings as framework/assist/role_guess.cpp has them."""
# SPDX-License-Identifier: MIT
import json
import subprocess
import sys
from pathlib import Path

import numpy as np

from roles.features import heard


def read_weights(path=Path(__file__).with_name("roles.safetensors")):
    """{name: array} and the words for the roles."""
    data = path.read_bytes()
    begin = 8 + int.from_bytes(data[:8], "little")
    header = json.loads(data[8:begin])
    roles = header.pop("__metadata__")["roles"].split(",")
    numbers = np.frombuffer(data, np.float32, offset=begin)
    return {name: numbers[at["data_offsets"][0] // 4 : at["data_offsets"][1] // 4].reshape(at["shape"]) for name, at in header.items()}, roles


def hear(weights, x):
    """Scores of the roles and embeddings of figures [window, figure]."""
    for name in ("hear", "embed"):
        x = np.maximum(0, x @ weights[f"{name}.weight"].T + weights[f"{name}.bias"])
    return x @ weights["score.weight"].T + weights["score.bias"], x


def shares(weights, figures):
    """Of each role in a track; 0 of silence."""
    if len(figures) == 0:
        return np.zeros(len(weights["score.bias"]))
    score = hear(weights, figures)[0].mean(0)
    share = np.exp(score - score.max())
    return share / share.sum()


def read_channels(path):
    """[channel, sample] of a file, and its rate."""
    probe = ["ffprobe", "-v", "error", "-select_streams", "a:0", "-show_entries", "stream=sample_rate,channels", "-of", "csv=p=0", str(path)]
    rate, channels = (int(x) for x in subprocess.run(probe, check=True, capture_output=True).stdout.split()[0].split(b","))
    command = ["ffmpeg", "-v", "error", "-i", str(path), "-f", "f32le", "-"]
    samples = np.frombuffer(subprocess.run(command, check=True, capture_output=True).stdout, np.float32)
    return samples.reshape(-1, channels).T.astype(float), rate


def figures_of(path):
    return heard(*read_channels(path))


if __name__ == "__main__":
    weights, roles = read_weights()
    for path in sys.argv[1:]:
        figures = figures_of(path)
        embedding = hear(weights, figures)[1].mean(0) if len(figures) else np.zeros(len(weights["embed.bias"]))
        print(json.dumps({"shares": dict(zip(roles, shares(weights, figures).tolist())), "embedding": embedding.tolist()}))
