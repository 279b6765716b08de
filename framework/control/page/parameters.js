// The numbers of the page. Rows are made where they are seen, as a large mix has thousands.
// SPDX-License-Identifier: MIT
let parameters = new Map(), rows = new Map(), opened = new Set();
const most = 300;

function setParameters(list) {
    if (parameters.size === 0 && list.length <= 60) list.forEach(p => opened.add(strip(p.address)));
    parameters = new Map(list.map(p => [p.address, p]));
    list.forEach(p => { [p.low, p.high] = ends(p); });
    build();
}
const strip = address => address.split(".")[0];

// Ends of the slider: open ranges need some.
function ends(p) {
    let low = real(p.min), high = real(p.max);
    if (!isFinite(high)) high = Math.max(10, 10 * Math.abs(real(p.init)) || 0, isFinite(low) ? low + 10 : 0);
    if (!isFinite(low)) low = p.unit.startsWith("dB") ? Math.min(-60, high - 60) : -high;
    if (p.scale === "logarithmic" && low <= 0) low = high / 1e4;
    return [low, high];
}
function toSlider(p, value) {
    const x = p.scale === "logarithmic" ? Math.log(Math.max(value, p.low) / p.low) / Math.log(p.high / p.low)
                                        : (value - p.low) / (p.high - p.low);
    return 1000 * clamp(x, 0, 1);
}
function fromSlider(p, x) {
    if (x <= 0) return p.min;
    if (x >= 1000) return real(p.max) > p.high ? p.high : p.max;
    const value = p.scale === "logarithmic" ? p.low * Math.pow(p.high / p.low, x / 1000) : p.low + (p.high - p.low) * x / 1000;
    return Number(value.toPrecision(4));
}

function build() {
    const words = at("search").value.toLowerCase().split(/\s+/).filter(Boolean);
    const found = [...parameters.values()].filter(p => words.every(w => (p.address + " " + p.help).toLowerCase().includes(w)));
    at("count").textContent = found.length === parameters.size ? found.length : found.length + " of " + parameters.size;
    const groups = new Map();
    found.forEach(p => groups.set(strip(p.address), [...groups.get(strip(p.address)) || [], p]));
    rows.clear();
    let left = most;
    at("parameters").replaceChildren(...[...groups].map(([name, members]) => {
        const group = make("details"), title = make("summary", "", name);
        title.append(make("span", "number", members.length));
        group.append(title);
        const fill = () => { if (group.children.length === 1) group.append(...members.map(row)); };
        const open = words.length ? left > 0 : opened.has(name);
        if (open) {
            group.open = true;
            left -= members.length;
            fill();
        }
        title.onclick = () => {
            fill();
            if (!words.length) group.open ? opened.delete(name) : opened.add(name);
        };
        return group;
    }));
}
function row(p) {
    const box = make("div", "row"), label = make("label", "", p.address.slice(strip(p.address).length + 1) || p.address);
    const slider = Object.assign(make("input"), {type: "range", min: 0, max: 1000, step: "any"});
    const text = Object.assign(make("input", "number"), {type: "text", spellcheck: false});
    const release = Object.assign(make("button", "", "Release"), {title: "give it back to the document"});
    box.title = p.address + ": " + p.help;
    for (const input of [slider, text]) input.setAttribute("aria-label", p.address);
    slider.oninput = () => { moveSoon(p.address, fromSlider(p, Number(slider.value))); };
    slider.onpointerdown = () => { slider.dataset.held = "yes"; };
    slider.onpointerup = slider.onpointercancel = () => { delete slider.dataset.held; };
    slider.ondblclick = () => send({move: {[p.address]: p.init}});
    text.onchange = () => { send({move: {[p.address]: text.value}}); text.blur(); };
    text.onkeydown = event => { if (event.key === "Escape") { text.value = p.text; text.blur(); } };
    text.onblur = () => setTimeout(() => update(p), 300);
    release.onclick = () => send({release: [p.address]});
    box.append(label, slider, text, release);
    rows.set(p.address, {box, slider, text});
    update(p);
    return box;
}
function change(address, now) {
    const p = parameters.get(address);
    if (p) update(Object.assign(p, now));
}
function update(p) {
    const row = rows.get(p.address);
    if (!row) return;
    row.box.className = "row " + p.source;
    if (document.activeElement !== row.text) row.text.value = p.text;
    if (!row.slider.dataset.held) row.slider.value = toSlider(p, real(p.value));
}

// A drag gives more events than anybody hears.
let moves = {}, waiting = false;
function moveSoon(address, value) {
    moves[address] = value;
    if (waiting) return;
    waiting = true;
    setTimeout(() => { waiting = false; send({move: moves}); moves = {}; }, 25);
}
at("search").oninput = build;
at("releaseAll").onclick = () => {
    const words = at("search").value.trim();
    const held = [...parameters.values()].filter(p => p.source === "hand" && (!words || rows.has(p.address)));
    if (held.length) send({release: held.map(p => p.address)});
};
