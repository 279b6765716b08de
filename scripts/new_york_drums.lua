--[[ New York drum compression: the kit twice, once as it is and once crushed.

        kick  --+
        snare --+--> drums ------------------+--> master
        hats  --+      |                     |
                       +--> crush: 12:1, ----+
                            saturated, lows
                            and highs lifted

    usage: stemwright run scripts/new_york_drums.lua [STEMS/] [MIX.yaml]
    Writes the mix and sets the crushed bus so that it makes the kit 2 LU louder, no more. ]]
-- SPDX-License-Identifier: MIT
local stems, file = ...
stems, file = stems or "graphs/demo/stems/", file or "new_york_drums.yaml"

local mix = stemwright.new({title = "New York drums", rate = 48000}, file)
mix.tracks.kick = {source = stems .. "kick.flac", to = "drums"}
mix.tracks.snare = {source = stems .. "snare.flac", gain = -1, to = "drums"}
mix.tracks.hats = {source = stems .. "hats.ogg", gain = -8, to = "drums"}
mix.buses.drums = {}
mix.buses.crush = {
    from = {drums = 0},
    chain = {
        stemwright.compressor{threshold = -36, ratio = 12, attack = 0.3, release = 70, lookahead = 2, makeup = 16},
        stemwright.saturator{drive = 5, shape = "soft"},
        stemwright.eq{bands = {
            low = {shape = "low_shelf", freq = 110, gain = 3},
            high = {shape = "high_shelf", freq = 6000, gain = 3},
        }},
    },
}

-- Half the distance at a time: the sum is louder for every dB of the bus.
local part = {from = 24, to = 34}
local clean = mix.drums:listen(nil, part):measure().loudness
local low, high = -40, 6
for _ = 1, 8 do
    mix.crush.gain = math.floor((low + high) * 5 + 0.5) / 10
    local more = mix:listen("master", part):measure().loudness - clean
    if more > 2 then high = mix.crush.gain else low = mix.crush.gain end
end
mix.crush.gain = {is = mix.crush.gain, because = "it makes the kit 2 LU louder"}

mix:save()
local kit, crushed = mix.drums:listen(nil, part):measure(), mix.crush:listen(nil, part):measure()
print(("crest of the kit %.1f dB, crushed %.1f dB; wrote %s"):format(kit.crest, crushed.crest, mix.path))
