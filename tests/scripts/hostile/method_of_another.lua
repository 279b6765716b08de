-- Calls a function of rows for what is no row, and then for an input.
-- SPDX-License-Identifier: MIT
local input = audio_in("in", "signal")
local output = audio_out("out", "signal")
local add
function prepare() add = output[1].add end
function process(block)
    assert(not pcall(add, "output", output[1], output[1]))
    assert(not pcall(add, setmetatable({}, {__index = output[1]}), output[1]))
    add(input[1], output[1], output[1])
end
