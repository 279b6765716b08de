-- Looks for loaded libraries.
-- SPDX-License-Identifier: MIT
local input = audio_in("in", "signal")
local output = audio_out("out", "signal")
function process(block)
    local f = package.loaded.ffi
end
