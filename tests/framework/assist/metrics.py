#!/usr/bin/env python3
"""Distances of a mix to a reference, from their definitions in docs/assistant.md, in double precision.

usage: metrics.py MIX REFERENCE     two files of bare 32-bit floats, stereo, interleaved, 44.1 kHz
Prints JSON. What `stemwright evaluate` says is held against this; nothing is shared but the definitions.
"""
# SPDX-License-Identifier: MIT
import json
import sys

import numpy as np

RATE, FRAME, HOP = 44100, 4096, 1024


def frames(x, size, hop):
    """Views of x, one row a frame; frames lie within x."""
    return np.lib.stride_tricks.sliding_window_view(x, size)[::hop]


def db(x, least):
    return 20 * np.log10(np.maximum(x, least))


# Loudness: BS.1770-4 with its filters computed for this rate from their analogue prototypes.

def biquad(b, a, x):
    y = np.zeros(len(x))
    x1 = x2 = y1 = y2 = 0.0
    for n, v in enumerate(x):
        y[n] = b[0] * v + b[1] * x1 + b[2] * x2 - a[0] * y1 - a[1] * y2
        x1, x2, y1, y2 = v, x1, y[n], y1
    return y


def weighting(length=2 * RATE):
    """The impulse response of the K weighting."""
    k, q = np.tan(np.pi * 1681.974450955533 / RATE), 0.7071752369554196
    high = 10 ** (3.999843853973347 / 20)
    middle = high ** 0.4996667741545416
    n = 1 + k / q + k * k
    shelf = ([(high + middle * k / q + k * k) / n, 2 * (k * k - high) / n, (high - middle * k / q + k * k) / n],
             [2 * (k * k - 1) / n, (1 - k / q + k * k) / n])
    k, q = np.tan(np.pi * 38.13547087602444 / RATE), 0.5003270373238773
    n = 1 + k / q + k * k
    highpass = ([1, -2, 1], [2 * (k * k - 1) / n, (1 - k / q + k * k) / n])
    impulse = np.zeros(length)
    impulse[0] = 1
    return biquad(*highpass, biquad(*shelf, impulse))


RESPONSE = weighting()


def weighted(x):
    """x through the K weighting, silence before it."""
    size = 1 << int(len(x) + len(RESPONSE)).bit_length()
    return np.fft.irfft(np.fft.rfft(x, size) * np.fft.rfft(RESPONSE, size), size)[:len(x)]


def level(power):
    with np.errstate(divide="ignore"):
        return -0.691 + 10 * np.log10(power)


def integrated(x):
    """x: two rows. Blocks of 0.4 s every 0.1 s; gates at -70 LUFS and 10 LU below the mean of the rest."""
    powers = sum(np.mean(frames(weighted(side), 17640, 4410) ** 2, axis=1) for side in x)
    powers = powers[level(powers) >= -70]
    if len(powers) == 0:
        return -np.inf
    return float(level(np.mean(powers[level(powers) >= level(np.mean(powers)) - 10])))


# Running means and their errors.

def running(values):
    n = min(40, len(values))
    return np.convolve(values, np.ones(n) / n, "valid")


def error(mix, reference):
    if len(reference) == 0:
        return np.nan
    a, b = running(mix), running(reference)
    return float(np.mean(np.abs(a - b) / np.abs(b)))


def group(**members):
    told = [v for v in members.values() if not np.isnan(v)]
    return {"value": float(np.mean(told)) if told else np.nan, "members": members}


# LOUD.

def loud(mix, reference):
    def loudness(x):
        return np.array([max(-70, level(sum(np.mean(weighted(side) ** 2) for side in frame)))
                         for frame in zip(frames(x[0], 17640, 8820), frames(x[1], 17640, 8820))])

    def peak(x):
        return db(np.max([np.max(np.abs(frames(side, 17640, 8820)), axis=1) for side in x], axis=0), 10 ** -3.5)

    return group(loudness=error(loudness(mix), loudness(reference)), peak=error(peak(mix), peak(reference)))


# SPEC, PAN, DYN: after peaks are at -1 dBFS.

def peaked(x):
    return x * 10 ** (-1 / 20) / np.max(np.abs(x))


def magnitudes(side):
    window = np.sqrt(np.hanning(FRAME + 1)[:-1])
    return np.abs(np.fft.rfft(frames(side, FRAME, HOP) * window, axis=1))


FREQUENCIES = np.arange(FRAME // 2 + 1) * RATE / FRAME


def contrast(s):
    """Peaks minus valleys in dB, one row a band."""
    edges = [0, 250, 500, 1000, 2000, 4000]
    peaks, valleys = [], []
    for band in range(5):
        inside = (FREQUENCIES >= edges[band]) & (FREQUENCIES <= edges[band + 1])
        if band > 0:
            inside[np.flatnonzero(inside)[0] - 1] = True
        if band == 4:
            inside[np.flatnonzero(inside)[-1]:] = True
        count = max(1, int(np.rint(0.02 * np.sum(inside))))
        part = s[:, inside] if band == 4 else s[:, inside][:, :-1]
        part = np.sort(part, axis=1)
        peaks.append(part[:, -count:].mean(axis=1))
        valleys.append(part[:, :count].mean(axis=1))

    def levels(x):
        x = 10 * np.log10(np.maximum(1e-10, x))
        return np.maximum(x, x.max() - 80)

    return levels(np.array(peaks)) - levels(np.array(valleys))


def spectral(side):
    """Features of a channel, one row each, one column a frame."""
    s = magnitudes(side)
    total = s.sum(axis=1, keepdims=True)
    share = s / np.where(total > 0, total, 1)
    centroid = share @ FREQUENCIES
    bandwidth = np.sqrt(np.sum(share * (FREQUENCIES - centroid[:, None]) ** 2, axis=1))
    rolloff = FREQUENCIES[np.argmax(np.cumsum(s, axis=1) >= 0.85 * total, axis=1)]
    power = np.maximum(1e-10, s ** 2)
    flatness = np.exp(np.mean(np.log(power), axis=1)) / np.mean(power, axis=1)
    bands = contrast(s)
    return [centroid + 1, bandwidth + 1, bands[0], bands[1:4].mean(axis=0), bands[4], rolloff + 1,
            1 - 20 * np.log10(flatness)]


def spec(mix, reference):
    names = ["centroid", "bandwidth", "contrast_lows", "contrast_mids", "contrast_highs", "rolloff", "flatness"]
    errors = []
    for a, b in zip(mix, reference):
        heard = np.max(np.abs(frames(b, FRAME, HOP)), axis=1) >= 1e-6
        errors.append([error(x[heard], y[heard]) for x, y in zip(spectral(a), spectral(b))])
    told = np.array(errors)
    told = told[~np.isnan(told).any(axis=1)]
    return group(**{name: float(value) for name, value in zip(names, told.mean(axis=0))})


def panning(x):
    """RMS of the stereo panning spectrum, one row a band."""
    left, right = magnitudes(x[0]), magnitudes(x[1])
    both = left ** 2 + right ** 2
    similarity = np.where(both > 0, 2 * left * right / np.where(both > 0, both, 1), 1)
    spectrum = (1 - similarity) * np.sign(right - left)
    edges = [[0, RATE // 2], [0, 250], [250, 2500], [2500, RATE // 2]]
    bins = np.array(edges) * FRAME // RATE
    return [np.sqrt(np.mean(spectrum[:, a:b] ** 2, axis=1)) for a, b in bins]


def pan(mix, reference):
    values = []
    for a, b in zip(panning(mix), panning(reference)):
        panned = b >= 1e-4
        values.append(error(a[panned], b[panned]))
    return group(**dict(zip(["full", "lows", "mids", "highs"], values)))


def dynamics(x):
    sides = []
    for side in x:
        f = frames(side, FRAME, HOP)
        rms = db(np.sqrt(np.mean(f ** 2, axis=1)), 1e-6)
        spread = np.mean(db(np.abs(f), 1e-6), axis=1) - rms
        sides.append([1 - rms, 1 - spread, db(np.max(np.abs(f), axis=1), 1e-6) / rms])
    return np.mean(sides, axis=0)


def dyn(mix, reference):
    values = [error(a, b) for a, b in zip(dynamics(mix), dynamics(reference))]
    return group(**dict(zip(["rms", "spread", "crest"], values)))


# B and the sum to mono.

def bark(f):
    z = 26.81 * f / (1960 + f) - 0.53
    return z + 0.15 * (2 - z) if z < 2 else z + 0.22 * (z - 20.1) if z > 20.1 else z


def hertz(z):
    z = np.where(z < 2, (z - 0.3) / 0.85, np.where(z > 20.1, (z + 4.422) / 1.22, z))
    return 1960 * (z + 0.53) / (26.28 - z)


SIZE = 32768
EDGES = hertz(np.linspace(bark(20), bark(20000), 26))
BINS = np.arange(SIZE // 2 + 1) * RATE / SIZE
BANDS = np.array([np.interp(BINS, EDGES[i:i + 3], [0, 1, 0], left=0, right=0) for i in range(24)])


def long_spectra(side):
    padded = np.pad(side, SIZE // 2, mode="reflect")
    return np.array([np.abs(np.fft.rfft(f * np.hanning(SIZE + 1)[:-1])) for f in frames(padded, SIZE, SIZE // 4)])


def bands(x):
    """Sums of mean magnitudes and of mean powers, of mid and of side."""
    spectra = [long_spectra(x[0] + x[1]), long_spectra(x[0] - x[1])]
    return ([BANDS @ s.mean(axis=0) for s in spectra], [BANDS @ (s ** 2).mean(axis=0) for s in spectra])


def features(x):
    energy = np.mean(x ** 2, axis=1)
    rms = np.sqrt(np.maximum(energy, 1e-8))
    crest = 20 * np.log10(np.maximum(np.max(np.abs(x), axis=1) / rms, 1e-8))
    width = np.mean((x[0] - x[1]) ** 2) / max(np.mean((x[0] + x[1]) ** 2), 1e-8)
    imbalance = (energy[1] - energy[0]) / max(energy.sum(), 1e-8)
    return [rms, crest, width, imbalance, np.log(np.array(bands(x)[0]) + 1e-8)]


def b(mix, reference):
    weights = [0.1, 0.001, 1, 1, 0.1]
    values = [float(w * np.mean((p - q) ** 2)) for w, p, q in zip(weights, features(mix), features(reference))]
    return {"value": sum(values), "members": dict(zip(["rms", "crest", "width", "imbalance", "bark"], values))}


def mono(x):
    middle, sides = bands(x)[1]
    energy = middle + sides
    with np.errstate(divide="ignore"):
        loss = np.minimum(10 * np.log10(energy / middle), 60)
    mean = np.sum(energy * loss) / np.sum(energy)
    half = (x[0] + x[1]) / 2
    return {"loss": max(0.0, integrated(x) - integrated([half, half])),
            "colouring": float(np.sqrt(np.sum(energy * (loss - mean) ** 2) / np.sum(energy)))}


def trimmed(x):
    """From where to where x is less than 45 dB below its loudest frame."""
    padded = [np.pad(side, FRAME // 2) for side in x]
    with np.errstate(divide="ignore"):
        levels = np.max([10 * np.log10(np.mean(frames(p, FRAME, HOP) ** 2, axis=1)) for p in padded], axis=0)
    heard = np.flatnonzero(levels > levels.max() - 45)
    return heard[0] * HOP, min((heard[-1] + 1) * HOP, x.shape[1])


def known(value):
    """What is no number is null."""
    if isinstance(value, dict):
        return {name: known(v) for name, v in value.items()}
    return value if np.isfinite(value) else None


def main():
    mix, reference = (np.fromfile(path, "<f4").astype(float).reshape(-1, 2).T for path in sys.argv[1:3])
    begin, end = trimmed(reference)
    mix = np.pad(mix, ((0, 0), (0, max(0, end - mix.shape[1]))))[:, begin:end]
    reference = reference[:, begin:end]
    louder = integrated(mix) - integrated(reference)
    mix = mix * 10 ** (-louder / 20)
    a, c = peaked(mix), peaked(reference)
    result = {"louder": louder, "LOUD": loud(mix, reference), "SPEC": spec(a, c), "PAN": pan(a, c),
              "DYN": dyn(a, c), "B": b(mix, reference),
              "mono": {"mix": mono(mix), "reference": mono(reference)}}
    print(json.dumps(known(result), indent=1))


if __name__ == "__main__":
    main()
