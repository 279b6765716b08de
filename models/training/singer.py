"""A made-up singer: harmonics under formants with vibrato, breath, and consonants of noise."""
# SPDX-License-Identifier: MIT
import numpy as np

# Centres of four formants in Hz (Peterson and Barney's averages for the lower three).
VOWELS = [(730, 1090, 2440, 3400), (530, 1840, 2480, 3500), (270, 2290, 3010, 3700), (570, 840, 2410, 3300), (300, 870, 2240, 3200)]


def formants(frequency, vowel, length):
    """Gain of a vowel at a frequency in Hz; `length` scales the vocal tract."""
    gain = np.zeros_like(frequency)
    for index, centre in enumerate(vowel):
        width = 80 + 40 * index
        gain += (0.6**index) / (1 + ((frequency - centre * length) / width) ** 2)
    return gain + 0.004


def shaped_noise(random, count, rate, gain):
    """Noise with a gain over frequency in Hz."""
    frequency = np.fft.rfftfreq(count, 1 / rate)
    return np.fft.irfft(np.fft.rfft(random.normal(size=count)) * gain(frequency), count)


def sing(random, count, rate):
    """A melody of random notes and vowels, as floats with a peak near 1."""
    out = np.zeros(count)
    length, root = random.uniform(0.9, 1.25), random.uniform(90, 330)
    tilt, depth, speed = random.uniform(0.8, 1.6), random.uniform(0.002, 0.02), random.uniform(4.5, 6.5)
    place, note = 0, 0
    while place < len(out) - rate:
        if random.random() < 0.15:
            place += int(random.uniform(0.2, 0.9) * rate)
        if random.random() < 0.6:  # a consonant
            count, centre = int(random.uniform(0.04, 0.15) * rate), random.uniform(1500, 9000)
            burst = shaped_noise(random, count, rate, lambda f: np.exp(-np.abs(np.log((f + 1) / centre)) * 1.5)) * np.hanning(count)
            burst = burst[: len(out) - place]
            out[place : place + len(burst)] += random.uniform(0.3, 1) * burst
            place += int(0.8 * count)
        count = min(int(random.uniform(0.12, 1.4) * rate), len(out) - place)
        note = np.clip(note + random.integers(-4, 5), -7, 12)
        time = np.arange(count) / rate
        vibrato = depth * np.sin(2 * np.pi * speed * time) * np.clip(time / 0.3, 0, 1)
        pitch = root * 2 ** (note / 12) * (1 + vibrato + 0.03 * np.exp(-time / 0.05) * random.normal())
        phase = 2 * np.pi * np.cumsum(pitch) / rate
        vowel = np.asarray(VOWELS[random.integers(len(VOWELS))], float)
        tone = np.zeros(count)
        for harmonic in range(1, int(0.45 * rate / pitch.max()) + 1):
            tone += harmonic**-tilt * formants(harmonic * pitch, vowel, length) * np.sin(harmonic * phase)
        tone /= np.abs(tone).max() + 1e-9
        breath = shaped_noise(random, count, rate, lambda f: formants(f, vowel, length) * (f / 2000) / (1 + f / 2000))
        tone += random.uniform(0.005, 0.05) * breath / (np.abs(breath).max() + 1e-9)
        rise, fall = random.uniform(0.01, 0.08) * rate, random.uniform(0.03, 0.15) * rate
        envelope = np.minimum(1, np.minimum(np.arange(count) / rise, np.arange(count)[::-1] / fall))
        out[place : place + count] += random.uniform(0.4, 1) * envelope * tone
        place += count
    return out
