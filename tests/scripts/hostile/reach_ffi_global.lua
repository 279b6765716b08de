-- Hopes that it is there.
-- SPDX-License-Identifier: MIT
local input = audio_in("in", "signal")
local output = audio_out("out", "signal")
function process(block)
    ffi.cast('int *', 0)[0] = 1
end
