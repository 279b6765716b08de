-- Gives nothing.
-- SPDX-License-Identifier: MIT
local input = audio_in('in', 'signal')
function process(block) end
