-- Sorts while it sorts.
-- SPDX-License-Identifier: MIT
local input = audio_in("in", "signal")
local output = audio_out("out", "signal")
function process(block)
    local t = {3, 1, 2}
    local function order(a, b) table.sort(t, order) return a < b end
    table.sort(t, order)
end
