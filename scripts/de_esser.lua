--[[ A de-esser made of a crossover and a compressor.

               +--> vox_low:  below 5 kHz -----------------+
        vox ---+                                           +--> vox_bus --> master
               +--> vox_high: above 5 kHz --> compressor --+
                                              6:1

    usage: stemwright run scripts/de_esser.lua [STEM] [MIX.yaml]
    Only the upper band is turned down, and only while there is an s in it. ]]
-- SPDX-License-Identifier: MIT
local stem, file = ...
stem, file = stem or "graphs/demo/stems/vocal.flac", file or "de_esser.yaml"

local function twice(kind)
    local make = stemwright[kind]
    return make{cutoff = 5000, slope = 12, id = kind .. "_1"}, make{cutoff = 5000, slope = 12, id = kind .. "_2"}
end

local mix = stemwright.new({title = "De-esser"}, file)
mix.tracks.vox = {source = stem, to = {"vox_low", "vox_high"}}
mix.buses.vox_bus = {}
mix.buses.vox_low = {chain = {twice("lowpass")}, to = "vox_bus"}
mix.buses.vox_high = {chain = {twice("highpass")}, to = "vox_bus"}

-- The threshold follows the stem: an s is what is louder than all but the loudest twentieth of the upper band.
local levels = mix.vox_high:listen():levels(0.02)
table.sort(levels, function(a, b) return a > b end)
local sibilance = levels[math.ceil(#levels / 20)]
mix.vox_high:add(stemwright.compressor{
    id = "ess", threshold = math.max(-60, math.floor(sibilance - 1)), ratio = 6, attack = 0.5, release = 30, knee = 3,
})

mix:save()
print(("sibilants are at %.1f dBFS above 5 kHz, the threshold is %g dB"):format(sibilance, mix.vox_high.ess.threshold))
print("wrote " .. mix.path)
