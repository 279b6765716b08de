-- Boosts or cuts around a frequency, as one band of an equaliser does.
-- SPDX-License-Identifier: MIT
-- The peaking filter of R. Bristow-Johnson, "Cookbook formulae for audio EQ biquad filter coefficients" (1998),
-- in the transposed direct form, which needs two numbers of memory for each channel.
local input = audio_in("in", "signal to filter")
local output = audio_out("out", "filtered signal")
local freq = number("freq", "middle of what it changes", {init = 1000, min = 20, max = 20000, unit = "Hz", scale = "logarithmic"})
local gain = number("gain", "how much it boosts or cuts there", {init = 0, min = -24, max = 24, unit = "dB"})
local q = number("q", "how narrow it is", {init = 1, min = 0.1, max = 20, scale = "logarithmic"})

local rate, states
local b0, b1, b2, a1, a2

function prepare(now)
    rate, states = now, {}
    for c = 1, input.channels do states[c] = memory(2) end
    return {tail = rate} -- the longest: 20 Hz, a q of 20, cut by nothing
end

function on_parameter()
    local w = 2 * math.pi * math.min(freq(), rate * 0.49) / rate
    local a, alpha = 10 ^ (gain() / 40), math.sin(w) / (2 * q())
    local scale = 1 / (1 + alpha / a)
    b0, b1, b2 = (1 + alpha * a) * scale, -2 * math.cos(w) * scale, (1 - alpha * a) * scale
    a1, a2 = b1, (1 - alpha / a) * scale
end

function process(block)
    for c = 1, input.channels do
        local x, y, state = input[c], output[c], states[c]
        local s1, s2 = state[1], state[2]
        for i = 1, block.frames do
            local now = x[i]
            local out = b0 * now + s1
            s1 = b1 * now - a1 * out + s2
            s2 = b2 * now - a2 * out
            y[i] = out
        end
        state[1], state[2] = s1, s2
    end
end
