"""Plays sounds of one length, 32-bit floats in a file, through what needs no network: baselines.py FRAMES IN OUT."""
# SPDX-License-Identifier: MIT
import sys

import numpy as np
from reducer.baselines import CHOICES

sounds = np.fromfile(sys.argv[2], np.float32).reshape(-1, int(sys.argv[1]))
np.stack([play(sounds) for play, _ in CHOICES.values()]).astype(np.float32).tofile(sys.argv[3])
