-- Turns down what is loud, on all channels alike.
-- SPDX-License-Identifier: MIT
-- Feed-forward, with a soft knee and a smooth peak detector in dB, after D. Giannoulis, M. Massberg and J. D. Reiss,
-- "Digital Dynamic Range Compressor Design", J. Audio Eng. Soc. 60 (2012).
local input = audio_in("in", "signal to compress")
local key = audio_in("sidechain", "what it listens to instead", {optional = true})
local output = audio_out("out", "compressed signal")
local threshold = number("threshold", "level above which it works", {init = -18, min = -60, max = 0, unit = "dB"})
local ratio = number("ratio", "dB at the input for each dB at the output", {init = 2, min = 1, max = 100, scale = "logarithmic"})
local attack = number("attack", "time in which it turns most of the way down", {init = 10, min = 0.05, max = 500, unit = "ms", scale = "logarithmic"})
local release = number("release", "time in which it comes most of the way back", {init = 120, min = 5, max = 5000, unit = "ms", scale = "logarithmic"})
local knee = number("knee", "range in which it sets in gradually", {init = 6, min = 0, max = 24, unit = "dB"})
local makeup = level("makeup", "level of the output", {init = 0, min = -24, max = 24})
local reduction = control_out("reduction", "how much it turns down", {unit = "dB"})

local exp, max, min = math.exp, math.max, math.min
local state = memory(2) -- gain after the release, and after the attack, in dB
local work = memory(32) -- what the frames of a block come to
local rate, rise, stay, keep, start, width, slope, curve

function prepare(now) rate = now end

function on_parameter()
    stay, keep = exp(-1000 / (attack() * rate)), exp(-1000 / (release() * rate))
    rise = 1 - stay
    width, slope = knee(), 1 / ratio() - 1
    start, curve = threshold() - width / 2, 0.5 * slope / max(width, 1e-6)
end

function process(block)
    local heard = key.channels > 0 and key or input
    work:peak(heard[1], heard[2] or heard[1])
    work:decibels()
    local held, gain = state[1], state[2]
    for i = 1, block.frames do -- without branches, which LuaJIT is slow at
        local over = max(work[i] - start, 0)
        local bent = min(over, width) -- how far into the knee
        held = min(curve * bent * bent + slope * (over - bent), keep * held)
        gain = stay * gain + rise * held
        work[i] = gain
    end
    state[1], state[2] = held, gain
    work:amplitudes():multiply(makeup)
    for c = 1, input.channels do output[c]:multiply(input[c], work) end
    reduction(gain)
end
