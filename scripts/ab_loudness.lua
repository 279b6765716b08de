--[[ Two settings at one loudness, so that nobody prefers the louder one.

        mix.yaml --+--> a: limiter alone ---------------------> -16 LUFS --> a.wav
                   |
                   +--> b: bus compressor before the limiter -> -16 LUFS --> b.wav

    usage: stemwright run scripts/ab_loudness.lua [MIX.yaml] [FOLDER] [LUFS]
    What differs is told in words, and measured once both are equally loud. ]]
-- SPDX-License-Identifier: MIT
local file, folder, target = ...
file, folder, target = file or "graphs/first.yaml", folder or ".", tonumber(target or -16)

local function version(change)
    local mix = stemwright.load(file)
    mix.outputs = {mix = {from = "master", loudness = target .. " LUFS", ceiling = "-1 dBTP"}}
    mix.expect = nil
    change(mix)
    return mix
end

local a = version(function() end)
local b = version(function(mix)
    mix.master:add(stemwright.compressor{id = "glue", threshold = -20, ratio = 2, attack = 30, release = 150},
                   {before = "limiter"})
end)

for _, difference in ipairs(a:differences(b)) do
    print(("%s %s: %s -> %s"):format(difference.kind, difference.address, difference.before, difference.after))
end

local measured = {}
for _, one in ipairs{{"a", a}, {"b", b}} do
    local name, mix = unpack(one)
    local outputs, broken = mix:render(folder .. "/" .. name .. ".wav")
    measured[name] = outputs.mix
    for _, promise in ipairs(broken) do print(name .. ": " .. promise) end
end

print("     loudness   true peak   range   crest")
for _, name in ipairs{"a", "b"} do
    local m = measured[name]
    print(("%s  %6.1f LUFS %6.1f dBTP %4.1f LU %5.1f dB"):format(name, m.loudness, m.true_peak, m.range, m.crest))
end
