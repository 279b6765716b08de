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

local function reachesMaster(strip)
    local targets = strip.to or "master"
    if type(targets) ~= "table" then return targets == "master" end
    for _, name in ipairs(targets) do
        if name == "master" then return true end
    end
    return false
end

local taps = {"master.in"}
for _, section in ipairs{mix.tracks, mix.buses} do
    for strip in section:each(reachesMaster) do taps[#taps + 1] = strip.address end
end
local sounds = mix:listen(taps, {from = from, to = to})

local rest = sounds[1]
for i = 2, #taps do
    local stem = sounds[i]
    if stem.channels ~= rest.channels then error(taps[i] .. " has " .. stem.channels .. " channels") end
    stem:save(folder .. "/" .. taps[i] .. ".wav", {depth = "float"})
    rest = rest - stem
    print(("%-12s %6.1f LUFS"):format(taps[i], stem:measure().loudness))
end
print(("what is left of the mix without its stems: %.1f dBFS at most"):format(rest:measure().sample_peak))
