-- Mixes and what is in them, as tables whose names are those of documents.
-- SPDX-License-Identifier: MIT
local core, stemwright = ...

-- Keys that nobody else has, so that every text can be a name in a document.
local DOCUMENT, ADDRESS, SECTION, PREFIX = {}, {}, {}, {}

local Part, partType = {}, {} -- a strip, an entry, a section: something at an address
local Mix, mixType = {}, {}

local function failUnknown(cause, name, known) core.fail(cause:format(tostring(name)), core.suggest(tostring(name), known)) end

-- A section by name holds what is addressed without it: tracks.vox is "vox".
local function part(document, address, section)
    return setmetatable({
        [DOCUMENT] = document,
        [ADDRESS] = address,
        [SECTION] = section or false,
        [PREFIX] = section and core.prefix(section) or address .. ".",
    }, partType)
end

local function read(document, address)
    local kind, value = core.get(document, address)
    if kind == "value" then return value end
    return part(document, address)
end

local function childOf(self, name)
    local section = self[SECTION]
    if section and not core.is_there(self[DOCUMENT], section, name) then
        failUnknown('there is no "%s" in ' .. section, name, core.names(self[DOCUMENT], section))
    end
    return read(self[DOCUMENT], self[PREFIX] .. name)
end

function partType:__index(key)
    local method = Part[key]
    if method then return method end
    if key == "name" then return self[ADDRESS]:match("[^.]+$") end
    if key == "address" then return self[ADDRESS] end
    if key == "type" then
        local _, type = core.get(self[DOCUMENT], self[ADDRESS])
        return type
    end
    return childOf(self, key)
end

function partType:__newindex(key, value)
    if self[SECTION] and self[PREFIX] == "" then
        core.put(self[DOCUMENT], self[SECTION], key, value)
    else
        core.set(self[DOCUMENT], self[PREFIX] .. key, value)
    end
end

function partType:__tostring() return self[ADDRESS] end
function partType.__eq(a, b) return a[DOCUMENT] == b[DOCUMENT] and a[ADDRESS] == b[ADDRESS] end
partType.__address = partType.__tostring -- what a document says where a part is given as a value

local function matches(child, filter)
    if type(filter) == "function" then return filter(child) end
    for word, wanted in pairs(filter or {}) do
        if child[word] ~= wanted then return false end
    end
    return true
end

---Each strip, entry or value in it, in the order of the mix; of strips only those that have what the filter
---says: for track in mix:tracks{role = "drums"} do ... end
---@param filter? table|fun(part: stemwright.Part): boolean
---@return fun(): any, string
function Part:each(filter)
    local names, i = core.names(self[DOCUMENT], self[ADDRESS]), 0
    return function()
        while i < #names do
            i = i + 1
            local child = childOf(self, names[i])
            if matches(child, filter) then return child, names[i] end
        end
    end
end

---The same, for chains.
---@param filter? table|fun(part: stemwright.Part): boolean
---@return fun(): any, string
function Part:entries(filter) return Part.each(self, filter) end

function partType:__call(_, filter) return Part.each(self, filter) end

---Puts a node into the chain: at its end, or where it is said.
---@param node stemwright.Node
---@param where? {before?: string, after?: string}
function Part:add(node, where) core.add(self[DOCUMENT], self[ADDRESS], node, where) end

---Takes an entry or a word away.
---@param name string
function Part:remove(name) core.set(self[DOCUMENT], self[PREFIX] .. name, nil) end

---Whether there is an entry, or in a section a strip, of this name.
---@param name string
---@return boolean
function Part:has(name)
    for _, known in ipairs(core.names(self[DOCUMENT], self[ADDRESS])) do
        if known == name then return true end
    end
    return false
end

---Who says what about it, in which layer, and why.
---@param word? string
---@return table[]
function Part:explain(word)
    return core.statements(self[DOCUMENT], self[ADDRESS] .. (word and "." .. word or ""))
end

---What lower layers suggest about it and give reasons for.
---@param filter? table fields that must be so, such as {word = "gain"}
---@return fun(): stemwright.Suggestion
function Part:suggestions(filter)
    return core.suggestions_of(self[DOCUMENT], self[ADDRESS], filter)
end

---What it sounds like in the mix: at its end, or at a tap such as "in" and "pre".
---@param tap? string
---@param options? {from?: number|string, to?: number|string}
---@return stemwright.Sound
function Part:listen(tap, options)
    return core.listen(self[DOCUMENT], self[ADDRESS] .. (tap and "." .. tap or ""), options)
end

function mixType:__index(key)
    local method = Mix[key]
    if method then return method end
    local document = self[DOCUMENT]
    if key == "path" then return core.path(document) end
    if core.prefix(key) then return part(document, key, key) end
    return read(document, key)
end

function mixType:__newindex(key, value) core.set(self[DOCUMENT], key, value) end
function mixType:__tostring() return core.path(self[DOCUMENT]) end

---What stands at an address, such as "vox.compressor.ratio".
---@param address string
---@return any
function Mix:get(address) return read(self[DOCUMENT], address) end
---Gives a value to an address.
---@param address string
---@param value any
function Mix:set(address, value) core.set(self[DOCUMENT], address, value) end
---Who says what, in which layer, and why.
---@param address? string
---@return table[]
function Mix:explain(address) return core.statements(self[DOCUMENT], address) end
---What lower layers suggest and give reasons for.
---@param filter? table fields that must be so, such as {strip = "vox", word = "gain"}
---@return fun(): stemwright.Suggestion
function Mix:suggestions(filter) return core.suggestions_of(self[DOCUMENT], "", filter) end
---The document as it would be saved.
---@return string
function Mix:text() return core.text(self[DOCUMENT]) end
---Writes the document, to its own file where none is named; comments and order stay. A mix that is wrong is not
---written.
---@param file? string in the same folder
function Mix:save(file) core.save(self[DOCUMENT], file) end
---All layers as one document: its text, or a file.
---@param file? string
---@return string?
function Mix:flatten(file) return core.flatten(self[DOCUMENT], file) end
---What is suspicious; throws what is wrong.
---@return string[]
function Mix:check() return core.check(self[DOCUMENT]) end
---Renders to a file, or every output to a folder with a slash at its end.
---@param target string
---@param options? table those of stemwright render: from, to, length, only, without, depth, rate, format
---@return table<string, table> measures by output, each with its file
---@return string[] what the mix promises and does not keep
function Mix:render(target, options) return core.render(self[DOCUMENT], target, options) end
---What a tap sounds like, "master" where none is named; of a list of taps a list of sounds. Loudness targets are
---not looked for.
---@param tap? string|string[]
---@param options? {from?: number|string, to?: number|string}
---@return any
function Mix:listen(tap, options) return core.listen(self[DOCUMENT], tap, options) end
---What holds differently in another mix.
---@param other stemwright.Mix
---@return {address: string, kind: string, before: string, after: string}[]
function Mix:differences(other) return core.differ(self[DOCUMENT], other[DOCUMENT]) end

local function mix(document) return setmetatable({[DOCUMENT] = document}, mixType) end
core.mix_of = mix

---Opens a mix.
---@param file string
---@return stemwright.Mix
function stemwright.load(file) return mix(core.open(file)) end

---Begins a mix; its files are looked for beside where it will lie.
---@param words? table words of the mix and of its session, such as {rate = 48000}
---@param file? string
---@return stemwright.Mix
function stemwright.new(words, file)
    local new = mix(core.create(file or "mix.yaml"))
    local session = {}
    for word, value in pairs(words or {}) do
        if core.is_of_session(word) then session[word] = value else new[word] = value end
    end
    if next(session) then new.session = session end
    return new
end

-- A node as a document says it: stemwright.compressor{ratio = 3, id = "duck"} is {id: duck, compressor: {ratio: 3}}.
local function construct(name, arguments)
    if type(arguments or {}) ~= "table" then core.fail(name .. " takes a table", "write " .. name .. "{...}") end
    core.check_arguments(name, arguments or {})
    local node, own = {}, {}
    for word, value in pairs(arguments or {}) do
        if core.is_beside(word) then node[word] = value else own[word] = value end
    end
    node[name] = own
    return node
end

setmetatable(stemwright, {
    __index = function(_, name)
        local types = core.types()
        if types[name] then return function(arguments) return construct(name, arguments) end end
        local known = {}
        for type in pairs(types) do known[#known + 1] = type end
        for word in pairs(stemwright) do known[#known + 1] = word end
        failUnknown('stemwright has no "%s"', name, known)
    end,
})
