-- Makes bytecode by way of a string.
-- SPDX-License-Identifier: MIT
local input = audio_in("in", "signal")
local output = audio_out("out", "signal")
function process(block)
    local code = (''):dump(process)
end
