--[[ The last word of every line is thrown into an echo.

        vox  --------------------------------------------> master
          |                                                  ^
          +-- send, shut but for the last word of a line     |
                |        ___        ___                      |
                +--> ____|  |_______|  |___ --> slap: 1/8. --+

    usage: stemwright run scripts/vocal_throws.lua [MIX.yaml] [NEW.yaml]
    The mix needs a track called vox; a line ends where nothing begins for a second. NEW lies in its folder. ]]
-- SPDX-License-Identifier: MIT
local file, new = ...
file = file or "graphs/first.yaml"

local mix = stemwright.load(file)
local voice = mix.vox:listen("in")
local onsets = voice:onsets{threshold = 0.15, gap = 0.12}

local throws = {}
for i, onset in ipairs(onsets) do
    local following = onsets[i + 1] or voice.duration
    if following - onset > 1 then throws[#throws + 1] = {from = onset - 0.02, to = onset + 0.6} end
end

local function isOpen(t)
    for _, throw in ipairs(throws) do
        if t >= throw.from and t < throw.to then return true end
    end
    return false
end

mix.buses.slap = {
    chain = {
        stemwright.delay{time = "1/8.", feedback = 0.35, highcut = 4500, lowcut = 350},
        stemwright.width{amount = 1.2},
    },
}
mix.vox.sends.slap = stemwright.automation(function(t)
    return isOpen(t) and -8 or -60
end, {to = voice.duration, step = 0.02, tolerance = 1})

for _, throw in ipairs(throws) do print(("%6.2f s"):format(throw.from)) end
print(#throws .. " throws, " .. #mix.vox.sends.slap.points .. " points")
if new then
    mix:save(new)
    print("wrote " .. new)
end
