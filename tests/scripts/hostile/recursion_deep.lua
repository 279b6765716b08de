-- Calls that fill the stack.
-- SPDX-License-Identifier: MIT
local input = audio_in("in", "signal")
local output = audio_out("out", "signal")
function process(block)
    local function f(n) return 1 + f(n + 1) end
    f(1)
end
