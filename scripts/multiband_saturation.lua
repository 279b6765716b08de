--[[ Parallel saturation in three bands, each driven as much as it can take.

                 +--> low:  below 200 Hz    --+--> tube,  9 dB -+--+
                 |                            +-----------------+  |
        bass ----+--> mid:  200 to 2000 Hz  --+--> soft, 24 dB -+--+--> dirt --> master
                 |                            +-----------------+  |
                 +--> high: above 2 kHz     --+--> tanh, 18 dB -+--+
                                              +-----------------+

    usage: stemwright run scripts/multiband_saturation.lua [STEM] [MIX.yaml]
    Two Butterworth filters in a row make a crossover of 24 dB per octave, whose bands add up to a flat sum, but turn
    phases. So the dry sound goes through it too, beside each saturator (mix), and nothing cancels. ]]
-- SPDX-License-Identifier: MIT
local stem, file = ...
stem, file = stem or "graphs/demo/stems/bass.flac", file or "multiband_saturation.yaml"

local function twice(kind, cutoff)
    local make = stemwright[kind]
    return make{cutoff = cutoff, slope = 12, id = kind .. "_1"}, make{cutoff = cutoff, slope = 12, id = kind .. "_2"}
end

local mix = stemwright.new({title = "Dirt in three bands"}, file)
mix.tracks.bass = {source = stem, to = {"low", "mid", "high"}}
mix.buses.dirt = {}

local low_1, low_2 = twice("lowpass", 200)
local mid_1, mid_2 = twice("highpass", 200)
local mid_3, mid_4 = twice("lowpass", 2000)
local high_1, high_2 = twice("highpass", 2000)
local bands = {
    {"low", {low_1, low_2, stemwright.saturator{drive = 9, shape = "tube", mix = "40 %"}}},
    {"mid", {mid_1, mid_2, mid_3, mid_4, stemwright.saturator{drive = 24, shape = "soft", mix = "60 %"}}},
    {"high", {high_1, high_2, stemwright.saturator{drive = 18, shape = "tanh", mix = "50 %"}}},
}
for _, band in ipairs(bands) do
    local name, chain = unpack(band)
    mix.buses[name] = {chain = chain, to = "dirt"}
end

-- What saturation adds is heard where the stem has nothing.
local part = {from = 20, to = 30}
local sounds = mix:listen({"bass", "dirt"}, part)
local dry, wet = sounds[1]:spectrum(), sounds[2]:spectrum()
for i = 1, #dry, 3 do
    print(("%6g Hz  %6.1f dB  %+5.1f dB"):format(dry[i].freq, dry[i].level, wet[i].level - dry[i].level))
end

mix:save()
print("wrote " .. mix.path)
