"""What the classifier is told of a sound, as framework/assist/role_features.cpp computes it: levels in mel bands, and figures of how they go."""
# SPDX-License-Identifier: MIT
import numpy as np

BANDS, LOWEST, HIGHEST = 64, 20.0, 16000.0  # Hz
HOP, SHORTEST = 0.025, 0.04  # s, from one frame to the next, and of a frame
WINDOW, STEP = 192, 96  # frames that are judged at once, and from one such window to the next
MOST_WINDOWS = 12
FLOOR = 80.0  # dB below the loudest frame of a window that count as silence
QUIETEST = 25.0  # dB below the loudest window: what is quieter is not judged
SOUNDING = 25.0  # dB below the loudest frame: frames that are not quieter sound
COARSE, BEFORE, AFTER = 4, 1, 11  # bands that are taken together around onsets; frames from there


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
    starts = list(range(0, max(1, len(bands) - WINDOW + 1), STEP))
    energy = np.array([bands[s : s + WINDOW].sum() for s in starts])
    if energy.max(initial=0) <= 0:
        return []
    loud = [s for s, e in zip(starts, energy) if e >= energy.max() * 10 ** (-QUIETEST / 10)]
    count = min(len(loud), MOST_WINDOWS)
    return [loud[i * len(loud) // count] for i in range(count)]


def levels(power):
    """[..., frame, band], -1 to 1: levels of powers below the loudest frame."""
    loudest = power.sum(-1).max(-1)[..., None, None] + np.float32(1e-20)
    return 1 + 2 * np.maximum(10 * np.log10(power / loudest + np.float32(1e-30)), -FLOOR) / FLOOR


def onsets(flux):
    """Frames at which the sound rises at least half as much as it does at most, and more than before and after; 0 where it never rises."""
    inner = flux[1:-1]
    found = 1 + np.nonzero((inner > flux[:-2]) & (inner >= flux[2:]) & (inner >= flux.max() / 2))[0]
    return found if len(found) else np.array([0])


def figures(x):
    """Of levels [frame, band] of a window: what the network hears."""
    count = len(x)
    power = 10 ** (x * (FLOOR / 20) - FLOOR / 20)
    total = 10 * np.log10(power.sum(1))
    sounding = total >= total.max() - SOUNDING
    change = np.diff(x, axis=0, prepend=x[:1])
    rise = np.maximum(change, 0)
    both = sounding & np.concatenate([[False], sounding[:-1]])
    flux = np.concatenate([rise.mean(1), [0]])  # nothing rises after the end
    at = onsets(flux)
    coarse = x.reshape(count, -1, COARSE).mean(2)
    shape = np.concatenate([coarse[np.clip(at + offset, 0, count - 1)].mean(0) for offset in range(-BEFORE, AFTER)])
    spectrum = 10 * np.log10(power.mean(0) / power.sum(1).mean())
    level = total / FLOOR
    return np.concatenate([
        x.mean(0), x.std(0), np.maximum(spectrum, -FLOOR) / (FLOOR / 2) + 1, x.max(0), 10 * rise.mean(0), x[sounding].mean(0),
        10 * np.abs(change)[both].sum(0) / max(1, both.sum()), shape,
        [level.mean(), level.std(), 10 * np.abs(np.diff(level, prepend=level[:1])).mean(), *[(total >= -below).mean() for below in (6, 12, 25, 40)],
         10 * len(at) / count, 10 * flux.mean(), 2 * flux.max()],
    ])


def heard(signals, rate):
    """[window, figure] of a whole sound; none of silence."""
    bands = powers(np.atleast_2d(signals), rate)
    return np.array([figures(levels(bands[start : start + WINDOW])) for start in windows(bands)])
