"""What needs no network: spectral subtraction and a decision-directed Wiener filter, with a noise tracker that knows speech."""
# SPDX-License-Identifier: MIT
import numpy as np

SIZE, HOP = 1024, 256
WINDOW = np.sin(np.arange(SIZE) / SIZE * np.pi)


def frames_of(sound):
    padded = np.pad(sound, (SIZE, SIZE))
    return np.fft.rfft(np.lib.stride_tricks.sliding_window_view(padded, SIZE)[::HOP] * WINDOW)


def sound_of(spectra, count):
    out = np.zeros(len(spectra) * HOP + SIZE)
    for index, frame in enumerate(np.fft.irfft(spectra) * WINDOW):
        out[index * HOP : index * HOP + SIZE] += frame
    return out[SIZE : SIZE + count] * (2 * HOP / SIZE)


class NoiseTracker:
    """Noise power per bin by the probability that a bin holds speech (Gerkmann and Hendriks, 2012), hop by hop."""

    SPEECH = 10**1.5  # how far speech lies above the noise where it is present: 15 dB

    def __init__(self, first):
        self.noise = first.mean(0)  # the first frames are noise alone
        self.mean_probability = np.full(first.shape[1], 0.5)

    def follow(self, power):
        above = power / (self.noise + 1e-20)
        probability = 1 / (1 + (1 + self.SPEECH) * np.exp(-np.minimum(above * self.SPEECH / (1 + self.SPEECH), 200)))
        self.mean_probability = 0.9 * self.mean_probability + 0.1 * probability
        probability = np.where(self.mean_probability > 0.99, np.minimum(probability, 0.99), probability)
        smoothing = 0.9  # 25 ms
        self.noise = smoothing * self.noise + (1 - smoothing) * (probability * self.noise + (1 - probability) * power)
        return self.noise


def spectral_subtraction(sound, more=2.0, floor=0.05):
    """Takes `more` times the noise's power from the sound's (Berouti et al., 1979); gains never fall below `floor`."""
    spectra = frames_of(sound)
    power = np.abs(spectra) ** 2
    tracker = NoiseTracker(power[5:45])
    gains = np.stack([np.sqrt(np.maximum(1 - more * tracker.follow(frame) / (frame + 1e-20), floor**2)) for frame in power])
    return sound_of(spectra * gains, len(sound))


def wiener(sound, keep=0.98, floor=0.05):
    """A Wiener filter whose signal-to-noise ratio follows its own last decision by `keep` (Ephraim and Malah, 1984)."""
    spectra = frames_of(sound)
    power = np.abs(spectra) ** 2
    tracker, last, gains = NoiseTracker(power[5:45]), np.zeros(power.shape[1]), []
    for frame in power:
        noise = tracker.follow(frame) + 1e-20
        ratio = np.maximum(keep * last / noise + (1 - keep) * np.maximum(frame / noise - 1, 0), 10**-2.5)
        gain = np.maximum(ratio / (1 + ratio), floor)
        last = gain**2 * frame
        gains.append(gain)
    return sound_of(spectra * np.stack(gains), len(sound))


def tuned(mixtures, measure):
    """Each of both with the settings that are best on `mixtures`, pairs of noisy and clean: (name, settings, function)."""
    choices = {
        "spectral subtraction": (spectral_subtraction, [{"more": more, "floor": floor} for more in (1.0, 1.5, 2.0, 3.0) for floor in (0.05, 0.15)]),
        "Wiener filter": (wiener, [{"keep": keep, "floor": floor} for keep in (0.9, 0.95, 0.98) for floor in (0.05, 0.15)]),
    }
    best = []
    for name, (function, settings) in choices.items():
        score = lambda setting: np.mean([measure(function(noisy, **setting), clean) for noisy, clean in mixtures])
        setting = max(settings, key=score)
        best.append((name, setting, lambda sound, function=function, setting=setting: function(sound, **setting)))
    return best
