-- A loop while the script is loaded.
-- SPDX-License-Identifier: MIT
while true do end
