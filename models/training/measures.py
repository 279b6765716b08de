"""How near a sound is to the one that was wanted."""
# SPDX-License-Identifier: MIT
import numpy as np


def decibels(power_ratio):
    return 10 * np.log10(power_ratio + 1e-20)


def si_sdr(estimate, wanted):
    """Scale-invariant signal-to-distortion ratio in dB (Le Roux et al., 2019): what the best gain leaves."""
    estimate, wanted = np.asarray(estimate, np.float64), np.asarray(wanted, np.float64)
    target = wanted * (estimate @ wanted) / (wanted @ wanted + 1e-20)
    return decibels((target @ target) / (((estimate - target) ** 2).sum() + 1e-20))


def esr(estimate, wanted):
    """Error-to-signal ratio: power of the error over power of what was wanted; 0 is perfect, 1 is silence."""
    estimate, wanted = np.asarray(estimate, np.float64), np.asarray(wanted, np.float64)
    return ((estimate - wanted) ** 2).sum() / ((wanted**2).sum() + 1e-20)
