--[[ The bass makes room for the kick, and for nothing else in the kick's microphone.

        kick ---------------------------------> master
          |
          +--> key: 45 to 130 Hz --+            (heard by nobody)
                                   | sidechain
        bass ----------> duck: compressor ----> master

    usage: stemwright run scripts/filtered_duck.lua [MIX.yaml] [NEW.yaml]
    The mix needs tracks called kick and bass; NEW lies in the same folder. ]]
-- SPDX-License-Identifier: MIT
local file, new = ...
file = file or "graphs/first.yaml"

local mix = stemwright.load(file)
if mix.bass:has("duck") then mix.bass:remove("duck") end

mix.buses.key = {
    from = {["kick.in"] = 0},
    to = "none",
    chain = {
        stemwright.highpass{cutoff = 45, slope = 24},
        stemwright.lowpass{cutoff = 130, slope = 24},
    },
}
mix.bass:add(stemwright.compressor{
    id = "duck", threshold = -34, ratio = 5, attack = 1, release = 110, knee = 4, sidechain = "key",
})

-- How far the bass steps back, around every hit of the kick that the key lets through.
local key, before, after = unpack(mix:listen{"key", "bass.in", "bass.duck"})
local hits = key:onsets{threshold = 0.4, gap = 0.2}
local depth, count = 0, 0
for _, hit in ipairs(hits) do
    local dry, ducked = before:part(hit, hit + 0.08):measure().rms, after:part(hit, hit + 0.08):measure().rms
    if dry > -50 then depth, count = depth + dry - ducked, count + 1 end
end
print(("%d hits, the bass is %.1f dB lower in them"):format(count, depth / math.max(count, 1)))

if new then
    mix:save(new)
    print("wrote " .. new)
end
