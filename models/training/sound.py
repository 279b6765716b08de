"""Sound in and out of arrays of 32-bit floats, mono, at any rate."""
# SPDX-License-Identifier: MIT
import subprocess
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[2]
BUILD = ROOT / "build" / "models"  # what can be made again


def read_sound(path, rate, codec=()):
    """The sound of a file as mono floats at `rate`, by ffmpeg; `codec` are options for headerless files."""
    command = ["ffmpeg", "-v", "error", *codec, "-i", str(path), "-f", "f32le", "-ac", "1", "-ar", str(rate), "-"]
    return np.frombuffer(subprocess.run(command, check=True, capture_output=True).stdout, np.float32).copy()


def write_sound(path, samples, rate):
    """Writes mono floats as a WAV file of 32-bit floats."""
    command = ["ffmpeg", "-v", "error", "-y", "-f", "f32le", "-ac", "1", "-ar", str(rate), "-i", "-", "-c:a", "pcm_f32le", str(path)]
    subprocess.run(command, check=True, input=np.asarray(samples, np.float32).tobytes())


def kept(name, make):
    """What `make` returns, kept in build/models as 16-bit floats and read from there piece by piece."""
    path = BUILD / f"{name}.npy"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        np.save(path, np.asarray(make(), np.float16))
    return np.load(path, mmap_mode="r")


def packaged(package):
    """The folder with a Debian package's files, which is fetched and unpacked but not installed."""
    folder = BUILD / "packages" / package
    if not folder.exists():
        archives = BUILD / "archives"
        archives.mkdir(parents=True, exist_ok=True)
        subprocess.run(["apt-get", "download", "-qq", package], check=True, cwd=archives, stderr=subprocess.DEVNULL)
        folder.parent.mkdir(exist_ok=True)
        archive = next(archives.glob(f"{package}_*.deb"))
        subprocess.run(["dpkg-deb", "-x", str(archive), str(folder)], check=True)
    return folder
