"""What needs no network: spectral subtraction and a decision-directed Wiener filter, with a noise tracker that knows speech.

The settings that stand in their declarations are those that `tuned` finds on our training material.
"""
# SPDX-License-Identifier: MIT
import numpy as np

SIZE, HOP = 1024, 256
WINDOW = np.sin(np.arange(SIZE) / SIZE * np.pi)


def frames_of(sounds):
    """Spectra [sounds, frames, bins] of sounds of one length."""
    padded = np.pad(sounds, ((0, 0), (SIZE, SIZE)))
    return np.fft.rfft(np.lib.stride_tricks.sliding_window_view(padded, SIZE, axis=1)[:, ::HOP] * WINDOW)


def sounds_of(spectra, count):
    out = np.zeros((len(spectra), spectra.shape[1] * HOP + SIZE))
    for index, frame in enumerate((np.fft.irfft(spectra) * WINDOW).swapaxes(0, 1)):
        out[:, index * HOP : index * HOP + SIZE] += frame
    return out[:, SIZE : SIZE + count] * (2 * HOP / SIZE)


QUICK, SLOW = 0.93, 0.99  # what a hop keeps of the noise: over 76 ms, as in the paper, whose hops are three times as long; half a second


class NoiseTracker:
    """Noise power per bin by the probability that a bin holds speech (Gerkmann and Hendriks, 2012), hop by hop."""

    SPEECH = 10**1.5  # how far speech lies above the noise where it is present: 15 dB

    def __init__(self, first, smoothing):
        self.noise, self.smoothing = first.mean(1), smoothing  # the first frames are noise alone
        self.mean_probability = np.full(self.noise.shape, 0.5)

    def follow(self, power):
        above = power / (self.noise + 1e-20)
        probability = 1 / (1 + (1 + self.SPEECH) * np.exp(-np.minimum(above * self.SPEECH / (1 + self.SPEECH), 200)))
        self.mean_probability = 0.965 * self.mean_probability + 0.035 * probability
        probability = np.where(self.mean_probability > 0.99, np.minimum(probability, 0.99), probability)
        self.noise = self.noise + (1 - self.smoothing) * (1 - probability) * (power - self.noise)
        return self.noise


def spectral_subtraction(sounds, more=5.0, floor=0.15):
    """Takes `more` times the noise's power from the sound's (Berouti et al., 1979); gains never fall below `floor`."""
    spectra = frames_of(sounds)
    power = np.abs(spectra) ** 2
    tracker = NoiseTracker(power[:, 5:45], QUICK)
    for frame in range(power.shape[1]):
        left = 1 - more * tracker.follow(power[:, frame]) / (power[:, frame] + 1e-20)
        spectra[:, frame] *= np.sqrt(np.maximum(left, floor**2))
    return sounds_of(spectra, sounds.shape[1])


def wiener(sounds, keep=0.965, floor=0.15, smoothing=QUICK):
    """A Wiener filter whose signal-to-noise ratio follows its own last decision by `keep` (Ephraim and Malah, 1984)."""
    spectra = frames_of(sounds)
    power = np.abs(spectra) ** 2
    tracker, last = NoiseTracker(power[:, 5:45], smoothing), np.zeros(power[:, 0].shape)
    for frame in range(power.shape[1]):
        noise = tracker.follow(power[:, frame]) + 1e-20
        ratio = np.maximum(keep * last / noise + (1 - keep) * np.maximum(power[:, frame] / noise - 1, 0), 10**-2.5)
        gain = np.maximum(ratio / (1 + ratio), floor)
        last = gain**2 * power[:, frame]
        spectra[:, frame] *= gain
    return sounds_of(spectra, sounds.shape[1])


def slow_wiener(sounds, smoothing=SLOW):
    """The Wiener filter with noise tracked slowly: not as it was published, but better where noise is steady."""
    return wiener(sounds, smoothing=smoothing)


CHOICES = {
    "spectral subtraction": (spectral_subtraction, [{"more": more, "floor": floor} for more in (1.5, 3.0, 5.0) for floor in (0.05, 0.15, 0.3)]),
    "Wiener filter": (wiener, [{"keep": keep, "floor": floor} for keep in (0.93, 0.965, 0.985) for floor in (0.05, 0.15, 0.3)]),
    "slow Wiener filter": (slow_wiener, [{"smoothing": smoothing} for smoothing in (0.98, SLOW, 0.995, 0.998)]),
}


def tuned(noisy, clean, measure):
    """All, by name, with the settings that are best on `noisy`, whose voices are `clean`."""
    best = {}
    for name, (function, settings) in CHOICES.items():
        setting = max(settings, key=lambda setting: np.mean([measure(*pair) for pair in zip(function(noisy, **setting), clean)]))
        best[name] = lambda sounds, function=function, setting=setting: function(sounds, **setting)
    return best
