-- Saturates softly, and takes a little off the top, as tape does.
-- SPDX-License-Identifier: MIT
-- A tanh whose area is averaged between two samples, which keeps most aliases out, after J. Parker, V. Zavalishin and
-- E. Le Bivic, "Reducing the Aliasing of Nonlinear Waveshaping Using Continuous-Time Convolution", DAFx 2016.
local input = audio_in("in", "signal to saturate")
local output = audio_out("out", "saturated signal")
local drive = level("drive", "how hard it is driven", {init = 6, min = -12, max = 36})
local trim = level("trim", "level of the output", {init = 0, min = -24, max = 24})
local head = number("head", "where the top begins to fall", {init = 16000, min = 2000, max = 20000, unit = "Hz", scale = "logarithmic"})

local abs = math.abs
local driven, area, middle = memory(32), memory(32), memory(32) -- what the frames of a block come to
local states, rate, share = {}, 48000, 1

function prepare(now)
    rate = now
    for c = 1, input.channels do states[c] = memory(3) end -- the last driven sample, the area below it, the head
    return {tail = 0.01 * rate}
end

function on_parameter()
    share = 1 - math.exp(-2 * math.pi * math.min(head() / rate, 0.45))
end

function process(block)
    local frames = block.frames
    for c = 1, input.channels do
        local y, state = output[c], states[c]
        local last, below, low = state[1], state[2], state[3]
        driven:multiply(input[c], drive)

        -- The area below tanh, from 0 on: log(cosh(x)), which does not overflow this way.
        area:abs(driven)
        for i = 1, frames do area[i] = -2 * area[i] end
        area:exp()
        for i = 1, frames do
            area[i] = 0.5 + 0.5 * area[i]
            middle[i], last = 0.5 * (driven[i] + last), driven[i]
        end
        area:log()
        middle:tanh()

        last = state[1]
        for i = 1, frames do
            local now, shaped = driven[i], middle[i]
            local step, above = now - last, abs(now) + area[i]
            if abs(step) > 1e-3 then shaped = (above - below) / step end
            last, below = now, above
            low = low + share * (shaped - low)
            y[i] = low
        end
        y:multiply(trim)
        state[1], state[2], state[3] = last, below, low
    end
end
