"""What the classifier hears of a sound: levels in mel bands, as framework/assist/mel_levels.cpp has them."""
# SPDX-License-Identifier: MIT
import numpy as np

BANDS, LOWEST, HIGHEST = 64, 20.0, 16000.0  # Hz
HOP, SHORTEST = 0.025, 0.04  # s, from one frame to the next, and of a frame
WINDOW, STEP = 96, 48  # frames that are judged at once, and from one such window to the next
MOST_WINDOWS = 16
FLOOR = 80.0  # dB below the loudest frame of a window that count as silence
QUIETEST = 25.0  # dB below the loudest window: what is quieter is not judged


def mel(frequency):
    return 1127 * np.log1p(frequency / 700)


def weights(size, rate):
    """[band, bin]: triangles from the centre of the band below to that of the band above."""
    edges = np.linspace(mel(LOWEST), mel(HIGHEST), BANDS + 2)
    place = mel(np.arange(size // 2 + 1) * rate / size)
    width = edges[1] - edges[0]
    return np.maximum(0, 1 - np.abs(place[None] - edges[1:-1, None]) / width)


def powers(signals, rate):
    """[frame, band] of signals [channel, sample]: mean squares in each band, as framework/assist/power_spectra.h defines frames."""
    size = 64
    while size < SHORTEST * rate:
        size *= 2
    hop = HOP * rate
    count = int(np.ceil(signals.shape[1] / hop))
    starts = np.floor((np.arange(count) + 0.5) * hop + 0.5).astype(int)  # after half a frame of silence before the sound
    padded = np.pad(signals, ((0, 0), (size // 2, size)))
    window = 0.5 - 0.5 * np.cos(2 * np.pi * np.arange(size) / size)
    bands = np.zeros((count, BANDS))
    triangles = weights(size, rate).T
    for signal in padded:
        spectrum = np.fft.rfft(np.lib.stride_tricks.sliding_window_view(signal, size)[starts] * window)
        spectrum[:, 1] += spectrum[:, 0] / 2  # the window has half of what it has at 0 beside it, with the other sign
        power = np.abs(spectrum) ** 2 * 2 / (3 / 8 * size * size * len(signals))
        power[:, 0] = power[:, -1] = 0
        bands += power @ triangles
    return bands


def windows(bands):
    """Where windows that are worth judging begin, among the frames of `bands`."""
    starts = [s for s in range(0, max(1, len(bands) - WINDOW + 1), STEP)]
    energy = np.array([bands[s : s + WINDOW].sum() for s in starts])
    if energy.max() <= 0:
        return []
    loud = [s for s, e in zip(starts, energy) if e >= energy.max() * 10 ** (-QUIETEST / 10)]
    count = min(len(loud), MOST_WINDOWS)
    return [loud[i * len(loud) // count] for i in range(count)]


def patch(bands, start=0):
    """[frame, band], -1 to 1: the levels of a window below its loudest frame; what follows the sound is silence."""
    part = bands[start : start + WINDOW]
    loudest = part.sum(1).max()
    part = np.pad(part, ((0, WINDOW - len(part)), (0, 0)))
    return 1 + 2 * np.maximum(10 * np.log10(part / loudest + 1e-30), -FLOOR) / FLOOR


def patches(signals, rate):
    """[window, frame, band] of a whole sound; none of silence."""
    bands = powers(np.atleast_2d(signals), rate)
    return np.array([patch(bands, start) for start in windows(bands)]).reshape(-1, WINDOW, BANDS)
