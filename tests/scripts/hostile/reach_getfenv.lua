-- Asks for the environment of another function.
-- SPDX-License-Identifier: MIT
local input = audio_in("in", "signal")
local output = audio_out("out", "signal")
function process(block)
    getfenv(0).os.exit()
end
