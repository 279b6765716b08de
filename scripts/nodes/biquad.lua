-- Boosts or cuts around a frequency, as one band of an equaliser does.
-- SPDX-License-Identifier: MIT
-- A biquad in the form that stays calm when its numbers jump: A. Simper, "Solving the continuous SVF equations using
-- trapezoidal integration and equivalent currents" (2013), the bell. It needs two numbers of memory for each channel.
local input = audio_in("in", "signal to filter")
local output = audio_out("out", "filtered signal")
local freq = number("freq", "middle of what it changes", {init = 1000, min = 20, max = 20000, unit = "Hz", scale = "logarithmic"})
local gain = number("gain", "how much it boosts or cuts there", {init = 0, min = -24, max = 24, unit = "dB"})
local q = number("q", "how narrow it is", {init = 1, min = 0.1, max = 20, scale = "logarithmic"})

local rate, states
local a1, a2, a3, share

function prepare(now)
    rate, states = now, {}
    for c = 1, input.channels do states[c] = memory(2) end
    return {tail = 3 * rate} -- the longest: 20 Hz with a q of 20, raised by 24 dB
end

function on_parameter()
    local amount = 10 ^ (gain() / 40)
    local g, k = math.tan(math.pi * math.min(freq() / rate, 0.49)), 1 / (q() * amount)
    a1 = 1 / (1 + g * (g + k))
    a2 = g * a1
    a3 = g * a2
    share = k * (amount * amount - 1)
end

function process(block)
    for c = 1, input.channels do
        local x, y, state = input[c], output[c], states[c]
        local s1, s2 = state[1], state[2]
        for i = 1, block.frames do
            local now = x[i]
            local rest = now - s2
            local band, low = a1 * s1 + a2 * rest, s2 + a2 * s1 + a3 * rest
            s1, s2 = 2 * band - s1, 2 * low - s2
            y[i] = now + share * band
        end
        state[1], state[2] = s1, s2
    end
end
