// Transport, meters and figures of the page.
// SPDX-License-Identifier: MIT
let transport = {state: "stopped", position: 0, length: 0, atEnd: "stop"}, seeking = false;
const clock = seconds => {
    const tenths = Math.floor(Math.max(seconds, 0) * 10), minutes = Math.floor(tenths / 600);
    return minutes + ":" + String(Math.floor(tenths / 10) % 60).padStart(2, "0") + "." + tenths % 10;
};
function showTransport(now) {
    transport = now;
    const length = real(now.length), playing = now.state === "playing";
    at("play").textContent = playing ? "Stop" : "Play";
    at("play").setAttribute("aria-pressed", playing);
    at("repeat").setAttribute("aria-pressed", now.atEnd === "repeat");
    at("time").replaceChildren(make("b", "", clock(real(now.position))), isFinite(length) ? " / " + clock(length) : "",
        "  " + now.bar + "|" + Math.floor(now.beat));
    at("seek").disabled = !isFinite(length);
    if (!seeking && isFinite(length)) at("seek").value = length ? 1000 * real(now.position) / length : 0;
}
at("play").onclick = () => send({transport: {state: transport.state === "playing" ? "stopped" : "playing"}});
at("repeat").onclick = () => send({transport: {atEnd: transport.atEnd === "repeat" ? "stop" : "repeat"}});
at("start").onclick = () => send({transport: {position: 0}});
at("seek").oninput = () => { seeking = true; };
at("seek").onchange = () => {
    seeking = false;
    send({transport: {position: at("seek").value / 1000 * real(transport.length)}});
};
document.addEventListener("keydown", event => {
    if (event.code !== "Space" || event.target.closest("input, button, summary")) return;
    event.preventDefault();
    at("play").click();
});

// Meters and figures
const percent = x => (100 * real(x)).toFixed(1) + " %";
const floor = -60;
function showStatus(status) {
    at("load").textContent = percent(status.load);
    at("worst").textContent = percent(status.worst);
    at("worst").className = "number" + (real(status.worst) > 1 ? " bad" : "");
    for (const [id, count] of [["xruns", status.xruns], ["late", status.lateReads]]) {
        at(id).textContent = count;
        at(id).className = "number" + (count ? " bad" : "");
    }
    const shape = JSON.stringify(status.meters.map(meter => [meter.name, meter.peaks.length]));
    if (at("meters").dataset.shape !== shape) buildMeters(status.meters, shape);
    const channels = at("meters").querySelectorAll(".channel");
    status.meters.flatMap(meter => meter.peaks).forEach((peak, i) => {
        const level = real(peak), [bar, text] = channels[i].children;
        bar.firstChild.style.left = 100 * clamp((level - floor) / -floor, 0, 1) + "%";
        text.textContent = isFinite(level) ? level.toFixed(1) + " dB" : "-∞ dB";
        text.classList.toggle("over", level > 0);
    });
}
function buildMeters(meters, shape) {
    at("meters").dataset.shape = shape;
    at("meters").replaceChildren(...meters.map(meter => {
        const box = make("div", "meter");
        box.append(make("div", "", meter.name));
        meter.peaks.forEach(() => {
            const channel = make("div", "channel"), bar = make("div", "bar");
            bar.append(make("i"));
            channel.append(bar, make("span", "number"));
            box.append(channel);
        });
        return box;
    }));
}
