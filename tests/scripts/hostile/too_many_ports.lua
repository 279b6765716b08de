-- Declares without end.
-- SPDX-License-Identifier: MIT
for i = 1, 1000 do number('n' .. i, 'one of many') end
