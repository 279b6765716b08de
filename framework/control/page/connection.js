// The connection of the page, and what comes over it.
// SPDX-License-Identifier: MIT
"use strict";
const at = id => document.getElementById(id);
const make = (tag, name, text) => Object.assign(document.createElement(tag), {className: name || "", textContent: text || ""});
const real = x => x === "inf" ? Infinity : x === "-inf" ? -Infinity : Number(x);
const clamp = (x, low, high) => Math.min(Math.max(x, low), high);

// The connection. The token stays in the fragment, which browsers send to nobody.
let socket, token = new URLSearchParams(location.hash.slice(1)).get("token") || "";
const send = message => { if (socket && socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify(message)); };

function connect() {
    const scheme = location.protocol === "https:" ? "wss://" : "ws://";
    socket = new WebSocket(scheme + location.host + "/live" + (token ? "?token=" + encodeURIComponent(token) : ""));
    let opened = false;
    socket.onopen = () => { opened = true; show(true); at("events").replaceChildren(); };
    socket.onmessage = event => receive(JSON.parse(event.data));
    socket.onclose = async () => {
        show(false);
        if (!opened && await isRefused()) at("entrance").hidden = false;
        else setTimeout(connect, 1000);
    };
}
async function isRefused() {
    const headers = token ? {Authorization: "Bearer " + token} : {};
    return fetch("/status", {headers}).then(answer => answer.status === 401, () => false);
}
function show(there) {
    at("brand").classList.toggle("there", there);
    at("brand").title = there ? "connected" : "not connected";
}
at("entrance").onsubmit = event => {
    event.preventDefault();
    token = at("token").value;
    location.hash = "token=" + encodeURIComponent(token);
    at("entrance").hidden = true;
    connect();
};

function receive(message) {
    if (message.parameters) setParameters(message.parameters);
    if (message.changed) for (const address in message.changed) change(address, message.changed[address]);
    if (message.transport) showTransport(message.transport);
    if (message.status) showStatus(message.status);
    if (message.events) message.events.forEach(event => log(event.kind, event.text));
    if (message.error) {
        const {where, what, cure} = message.error;
        notify((where && where + ": ") + what + (cure && "; " + cure));
    }
}

// Events
function log(kind, text) {
    const list = at("events"), entry = make("li", kind);
    entry.append(make("b", "", kind), text);
    list.prepend(entry);
    while (list.children.length > 200) list.lastChild.remove();
}
let hideNotice;
function notify(text) {
    at("notice").textContent = text;
    at("notice").hidden = false;
    clearTimeout(hideNotice);
    hideNotice = setTimeout(() => { at("notice").hidden = true; }, 7000);
    log("error", text);
}

addEventListener("DOMContentLoaded", connect); // when all scripts are there
