--[[ Parallel saturation in three bands, each driven as much as it can take.

                 +--> low:  below 200 Hz,  tube, 3 dB ----+
        bass ----+--> mid:  200 to 2000 Hz, soft, 9 dB ---+--> dirt --+--> master
          |      +--> high: above 2 kHz,   tanh, 6 dB ----+           |
          |                                                           |
          +-----------------------------------------------------------+

    usage: stemwright run scripts/multiband_saturation.lua [STEM] [MIX.yaml]
    Two Butterworth filters in a row make a crossover of 24 dB per octave, whose bands add up to a flat sum. ]]
-- SPDX-License-Identifier: MIT
local stem, file = ...
stem, file = stem or "graphs/demo/stems/bass.flac", file or "multiband_saturation.yaml"

local function twice(kind, cutoff)
    local make = stemwright[kind]
    return make{cutoff = cutoff, slope = 12, id = kind .. "_1"}, make{cutoff = cutoff, slope = 12, id = kind .. "_2"}
end

local mix = stemwright.new({title = "Dirt in three bands"}, file)
mix.tracks.bass = {source = stem}
mix.buses.dirt = {gain = -6}

local low_1, low_2 = twice("lowpass", 200)
local mid_1, mid_2 = twice("highpass", 200)
local mid_3, mid_4 = twice("lowpass", 2000)
local high_1, high_2 = twice("highpass", 2000)
local bands = {
    {"low", {low_1, low_2, stemwright.saturator{drive = 3, shape = "tube"}}},
    {"mid", {mid_1, mid_2, mid_3, mid_4, stemwright.saturator{drive = 9, shape = "soft"}}},
    {"high", {high_1, high_2, stemwright.saturator{drive = 6, shape = "tanh"}}},
}
for _, band in ipairs(bands) do
    local name, chain = unpack(band)
    mix.buses[name] = {from = {bass = 0}, chain = chain, to = "dirt"}
end

-- What saturation adds is heard where the stem has nothing.
local part = {from = 20, to = 30}
local dry, wet = mix.bass:listen(nil, part):spectrum(), mix:listen("master", part):spectrum()
for i = 1, #dry, 3 do
    print(("%6g Hz  %6.1f dB  %+5.1f dB"):format(dry[i].freq, dry[i].level, wet[i].level - dry[i].level))
end

mix:save()
print("wrote " .. mix.path)
