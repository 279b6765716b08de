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
local fromFirst, fromInput, coupling, share

function prepare(now)
    rate, states = now, {}
    for c = 1, input.channels do states[c] = memory(2) end
    return {tail = 3 * rate} -- the longest: 20 Hz with a q of 20, raised by 24 dB
end

function on_parameter()
    local amount = 10 ^ (gain() / 40)
    local g, k = math.tan(math.pi * math.min(freq() / rate, 0.49)), 1 / (q() * amount)
    fromFirst = 2 / (1 + g * (g + k))
    fromInput, coupling, share = g * fromFirst, g, 0.5 * k * (amount * amount - 1)
end

-- Two channels at a time, because each waits for its own last frame; the last of an odd number goes along twice.
function process(block)
    local channels = input.channels
    for c = 1, channels, 2 do
        local d = math.min(c + 1, channels)
        local x, y, state = input[c], output[c], states[c]
        local u, v, other = input[d], output[d], states[d]
        local s1, s2, t1, t2 = state[1], state[2], other[1], other[2]
        for i = 1, block.frames do
            local now, beside = x[i], u[i]
            local band = fromFirst * s1 + fromInput * (now - s2)
            local bandBeside = fromFirst * t1 + fromInput * (beside - t2)
            y[i], v[i] = now + share * band, beside + share * bandBeside
            s1, s2 = band - s1, s2 + coupling * band
            t1, t2 = bandBeside - t1, t2 + coupling * bandBeside
        end
        state[1], state[2], other[1], other[2] = s1, s2, t1, t2
    end
end
