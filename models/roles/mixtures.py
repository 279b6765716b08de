"""What recording and mixing do to a sound, done to its band powers, so that no two patches are alike."""
# SPDX-License-Identifier: MIT
import numpy as np

from roles.features import BANDS, HOP, WINDOW, figures, levels, windows

SEVERAL = {"kick": 0.1, "snare": 0.25, "cymbals": 0.3, "toms": 0.3, "percussion": 0.25, "drums": 0.3, "backing vocal": 0.2, "strings": 0.15, "winds": 0.15}


def fluctuation():
    """[frame, band] around 1: how the power of noise in a band goes up and down, the less the more bins there are."""
    bins = np.exp(np.linspace(np.log(1.2), np.log(16), BANDS))
    return (np.random.default_rng(0).gamma(bins, size=(8192, BANDS)) / bins).astype(np.float32)


NOISE = fluctuation()


def noise(random, power):
    """As many pieces of it as there are windows."""
    frames = power.shape[1]
    return np.stack([NOISE[start : start + frames] for start in random.integers(0, len(NOISE) - frames, len(power))])


def roomy(random, power):
    """Late reverberation: what was there decays by 60 dB in its time, softer than the sound."""
    time = np.exp(random.uniform(np.log(0.2), np.log(3), len(power)))
    keep = (10 ** (-6 * HOP / time)).astype(np.float32)[:, None]
    level = (10 ** (random.uniform(-30, -6, len(power)) / 10) * (random.random(len(power)) < 0.5)).astype(np.float32)[:, None]
    out, tail, moves = power.copy(), np.zeros_like(power[:, 0]), noise(random, power)
    for frame in range(power.shape[1]):
        tail = keep * tail + (1 - keep) * 4 * power[:, frame]
        out[:, frame] += level * tail * moves[:, frame]
    return out


def curve(random, count):
    """Equalisers in dB: a slope, hills and dips, and cut ends."""
    place = np.linspace(-1, 1, BANDS)[None]
    out = random.normal(0, 3, (count, 1)) * place
    for _ in range(3):
        middle, width = random.uniform(-1.1, 1.1, (count, 1)), random.uniform(0.05, 0.5, (count, 1))
        out = out + random.normal(0, 3, (count, 1)) * np.exp(-(((place - middle) / width) ** 2))
    low, high = random.uniform(-1.1, -0.75, (count, 1)), random.uniform(-0.1, 1.1, (count, 1))
    cut = (random.random((count, 1)) < 0.3), (random.random((count, 1)) < 0.45)
    return out - 150 * np.maximum(0, low - place) * cut[0] - 150 * np.maximum(0, place - high) * cut[1]


def airy(random, power):
    """Treble above what the recording of a voice holds: noise that swells with what is below it, as breath and sibilants do."""
    mean, out = power.mean(0), power.copy()
    top = int(0.95 * np.nonzero(mean > 1e-6 * mean.max())[0][-1])
    if 8 < top < BANDS - 2:
        slope = 10 ** (-random.uniform(0.05, 0.25) * np.arange(1, BANDS - top + 1))
        out[:, top:] += power[:, top - 6 : top].mean(1, keepdims=True) * slope * random.exponential(size=(len(power), BANDS - top))
    return out


def squeezed(random, power):
    """Compression: of what lies less than 40 dB below the loudest frame, a share of its distance is taken away."""
    level = 10 * np.log10(power.sum(2) + 1e-20)
    below = np.maximum(level - level.max(1, keepdims=True), -40)
    share = random.uniform(0, 0.6, (len(power), 1)) * (random.random((len(power), 1)) < 0.4)
    return power * (10 ** (-share * below / 10)).astype(np.float32)[:, :, None]


def noisy(random, power):
    """Hiss or hum of the room, 35 to 90 dB below the loudest frame."""
    loudest = power.sum(2).max(1)[:, None]
    colour = np.linspace(-1, 1, BANDS)[None] * random.uniform(-15, 15, (len(power), 1)) / 10
    level = 10 ** (-random.uniform(35, 100, (len(power), 1)) / 10)
    return power + (loudest * level / BANDS * 10**colour).astype(np.float32)[:, None] * noise(random, power)


class Clips:
    """Clips of all sources with the places in them that are loud enough to be judged."""

    def __init__(self, sources, words):
        self.levels = np.concatenate([source["levels"] for source in sources])
        self.words = words
        self.role = np.array([words.index(role) for source in sources for role in source["roles"]])
        self.starts = [self.places(clip) for clip in self.levels]
        self.alike = [np.nonzero(self.role == r)[0] for r in range(len(words))]

    @staticmethod
    def places(clip):
        frames = (10 ** (clip.astype(np.float32) / 10)).sum(1)
        sums = np.convolve(np.pad(frames, (WINDOW, WINDOW)), np.ones(WINDOW), "valid")[:-1]  # of the windows that begin at -WINDOW + i
        good = [i - WINDOW for i in range(WINDOW - 32, len(sums) - WINDOW // 3, 4) if sums[i] > 0.02 * sums.max()]
        return np.array(good)

    def cut(self, random, clip):
        start = int(random.choice(self.starts[clip]))
        part = self.levels[clip][max(0, start) : start + WINDOW].astype(np.float32)
        part = np.exp(part * np.float32(np.log(10) / 10))
        part = np.pad(part, ((max(0, -start), 0), (0, 0)))[:WINDOW]
        part = np.pad(part, ((0, WINDOW - len(part)), (0, 0)))
        return part / (part.sum(1).max() + 1e-20)

    def as_they_are(self, random, chosen):
        """[clip, figure] of a window of each."""
        return np.array([figures(levels(self.cut(random, clip))) for clip in chosen], np.float32)

    def changed(self, random, chosen):
        """[clip, figure] of a window of each, as recorded and mixed in some way."""
        power = np.stack([self.cut(random, clip) for clip in chosen])
        for i, clip in enumerate(chosen):
            if random.random() < SEVERAL.get(self.words[self.role[clip]], 0):
                power[i] += 10 ** (random.uniform(-12, 0) / 10) * self.cut(random, random.choice(self.alike[self.role[clip]]))
            elif random.random() < 0.3:  # what leaks into the microphone
                power[i] += 10 ** (random.uniform(-40, -20) / 10) * self.cut(random, random.integers(len(self.role)))
            if self.words[self.role[clip]].endswith("vocal") and random.random() < 0.7:
                power[i] = airy(random, power[i])
        power = np.stack([np.roll(p, s, 1) for p, s in zip(power, random.integers(-1, 2, len(chosen)))])
        power = roomy(random, power) * (10 ** (curve(random, len(chosen)) / 10)).astype(np.float32)[:, None]
        return np.array([figures(x) for x in levels(noisy(random, squeezed(random, power)))], np.float32)


def stored_figures(clip):
    """[window, figure] of the levels of a stored clip, not changed."""
    power = 10 ** (clip.astype(np.float32) / 10)
    return np.array([figures(levels(power[start : start + WINDOW])) for start in windows(power)], np.float32)
