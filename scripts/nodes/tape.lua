-- Saturates softly, and takes a little off the top, as tape does.
-- SPDX-License-Identifier: MIT
-- A tanh whose area is averaged between two samples, which keeps most aliases out, after J. Parker, V. Zavalishin and
-- E. Le Bivic, "Reducing the Aliasing of Nonlinear Waveshaping Using Continuous-Time Convolution", DAFx 2016.
local input = audio_in("in", "signal to saturate")
local output = audio_out("out", "saturated signal")
local drive = level("drive", "how hard it is driven", {init = 6, min = -12, max = 36})
local trim = level("trim", "level of the output", {init = 0, min = -24, max = 24})
local head = number("head", "where the top begins to fall", {init = 16000, min = 2000, max = 20000, unit = "Hz", scale = "logarithmic"})

local abs, exp, log, tanh = math.abs, math.exp, math.log, math.tanh
local states, rate, share = {}, 48000, 1

function prepare(now)
    rate = now
    for c = 1, input.channels do states[c] = memory(3) end -- the last driven sample, the area below it, the head
    return {tail = 0.01 * rate}
end

function on_parameter()
    share = 1 - exp(-2 * math.pi * math.min(head() / rate, 0.45))
end

local function areaOf(x) -- below tanh, from 0 on: log(cosh(x)), which does not overflow this way
    x = abs(x)
    return x + log(0.5 + 0.5 * exp(-2 * x))
end

function process(block)
    for c = 1, input.channels do
        local x, y, state = input[c], output[c], states[c]
        local last, below, low = state[1], state[2], state[3]
        for i = 1, block.frames do
            local now = x[i] * drive[i]
            local step, area = now - last, areaOf(now)
            local shaped
            if abs(step) > 1e-3 then
                shaped = (area - below) / step
            else
                shaped = tanh(0.5 * (now + last))
            end
            last, below = now, area
            low = low + share * (shaped - low)
            y[i] = low * trim[i]
        end
        state[1], state[2], state[3] = last, below, low
    end
end
