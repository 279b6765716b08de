--[[ An assistant's levels under an engineer's equaliser.

        suggested.yaml                         hybrid.yaml
        every fader, with a reason    ---->    the same faders, now decided
        voice: eq, because ...        --x
                                               voice: eq of our own, before its compressor
        voice: compressor, 3:1        ---->    4:1, because the chorus is denser

    usage: stemwright run scripts/hybrid_chain.lua [SUGGESTED.yaml] [VOICE]
    SUGGESTED is what `stemwright suggest` has written; VOICE is the track that sings, else one with that role or a
    name such as vox. Writes hybrid.yaml beside it. Running the assistant again changes nothing of what is decided. ]]
-- SPDX-License-Identifier: MIT
local suggested, voice = ...
suggested = suggested or "graphs/layers/suggested.yaml"
local folder, file = suggested:match("^(.-)([^/]+)$")

local mix = stemwright.new({title = "A hybrid", extends = file}, folder .. "hybrid.yaml")

local function sings(track)
    return track.role == "lead vocal" or track.name:lower():find("^vo[cx]") or track.name:lower():find("^voice")
end
local vox = voice and mix.tracks[voice] or mix:tracks(sings)()
if not vox then error("none of the tracks is called as if it sang: name the one that does after the file", 0) end

for suggestion in mix:suggestions{word = "gain"} do
    local isFader = suggestion.address == suggestion.strip .. ".gain"
    if isFader then
        print("accepted  " .. tostring(suggestion))
        suggestion:accept()
    end
end

local compressor
for entry in vox:entries() do
    if entry.type == "eq" then
        for suggestion in entry:suggestions() do print("refused   " .. tostring(suggestion)) end
        vox:remove(entry.name)
    elseif entry.type == "compressor" and not compressor then
        compressor = entry
    end
end
vox:add(stemwright.eq{
    id = "words",
    bands = {
        nasal = {freq = "950 Hz", gain = -2.5, q = 1.6},
        presence = {freq = "3.8 kHz", gain = 1.5},
    },
}, compressor and {before = compressor.name})

if compressor then
    print(("changed   %s.ratio: %g, which was %g"):format(compressor.address, 4, compressor.ratio))
    compressor.ratio = {is = 4, because = "the chorus is denser"}
end

mix:save()
for _, warning in ipairs(mix:check()) do print("warning: " .. warning) end
print("wrote " .. mix.path)
