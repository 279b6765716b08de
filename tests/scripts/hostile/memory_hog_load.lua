-- Keeps more than it may while it is loaded.
-- SPDX-License-Identifier: MIT
local kept = {}
for i = 1, 1e7 do kept[i] = {i} end
