--[[ An assistant's levels under an engineer's equaliser.

        suggested.yaml                         hybrid.yaml
        every fader, with a reason    ---->    the same faders, now decided
        vox: eq, because ...          --x
                                               vox: eq of our own, before glue
        vox: glue ratio 3             ---->    ratio 4, because the chorus is denser

    usage: stemwright run scripts/hybrid_chain.lua [SUGGESTED.yaml]
    Writes hybrid.yaml beside it. Running the assistant again changes nothing of what is decided here. ]]
-- SPDX-License-Identifier: MIT
local suggested = ... or "graphs/layers/suggested.yaml"
local folder, file = suggested:match("^(.-)([^/]+)$")

local mix = stemwright.new({title = "A hybrid", extends = file}, folder .. "hybrid.yaml")

for suggestion in mix:suggestions{word = "gain"} do
    local isFader = suggestion.address == suggestion.strip .. ".gain"
    if isFader then
        print("accepted  " .. tostring(suggestion))
        suggestion:accept()
    end
end

for suggestion in mix.vox:suggestions() do
    if suggestion.address:find("^vox%.eq") then print("refused   " .. tostring(suggestion)) end
end
mix.vox:remove("eq")
mix.vox:add(stemwright.eq{
    id = "words",
    bands = {
        nasal = {freq = "950 Hz", gain = -2.5, q = 1.6},
        presence = {freq = "3.8 kHz", gain = 1.5},
    },
}, {before = "glue"})

mix.vox.glue.ratio = {is = 4, because = "the chorus is denser"}

mix:save()
for _, warning in ipairs(mix:check()) do print("warning: " .. warning) end
print("wrote " .. mix.path)
