--[[ Stems of a mix, as they reach the master: together they are the mix before its master chain.

        drums  --+--> stems/drums.wav            drums.wav  --+
        music  --+--> stems/music.wav            music.wav  --+--> sum - master.in = nothing
        vocals --+--> stems/vocals.wav           vocals.wav --+
        plate  --+--> stems/plate.wav            plate.wav  --+

    usage: stemwright run scripts/stem_export.lua [MIX.yaml] [FOLDER] [FROM] [TO]
    Times in seconds. A strip is a stem where it goes to the master. ]]
-- SPDX-License-Identifier: MIT
local file, folder, from, to = ...
file, folder = file or "graphs/demo/mix.yaml", folder or "."

local mix = stemwright.load(file)
local part = {from = from, to = to}

local function reachesMaster(strip)
    local targets = strip.to or "master"
    if type(targets) ~= "table" then return targets == "master" end
    for _, name in ipairs(targets) do
        if name == "master" then return true end
    end
    return false
end

local sum
for _, section in ipairs{mix.tracks, mix.buses} do
    for strip, name in section:each(reachesMaster) do
        local stem = strip:listen(nil, part)
        if stem.channels == 2 then
            stem:save(folder .. "/" .. name .. ".wav", {depth = "float"})
            sum = sum and sum + stem or stem
            print(("%-12s %6.1f LUFS"):format(name, stem:measure().loudness))
        else
            error(name .. " has " .. stem.channels .. " channels; this script writes stereo stems")
        end
    end
end

local rest = (sum - mix:listen("master.in", part)):measure()
print(("what is left of the mix without its stems: %.1f dBFS at most"):format(rest.sample_peak))
