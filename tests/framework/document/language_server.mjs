// Asks the YAML language server questions about documents: language_server.mjs SERVER SCHEMA < questions > answers.
// Each question is {ask: "completion" | "hover" | "diagnostics", text}; "<here>" in the text is where the cursor stands.
// SPDX-License-Identifier: MIT
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

const [program, schema] = process.argv.slice(2);
const questions = JSON.parse(readFileSync(0, "utf8"));
const server = spawn(process.execPath, [program, "--stdio"], { stdio: ["pipe", "pipe", "inherit"] });
server.on("exit", (status) => process.exit(status ?? 1));

const settings = {
    yaml: {
        schemas: { [pathToFileURL(resolve(schema)).href]: "*.yaml" },
        schemaStore: { enable: false },
        kubernetesCRDStore: { enable: false },
        validate: true,
        hover: true,
        completion: true,
    },
};

const waiting = new Map(); // for answers, by number; for diagnostics, by address
let asked = 0;

function send(message) {
    const text = JSON.stringify({ jsonrpc: "2.0", ...message });
    server.stdin.write(`Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`);
}

function request(method, params) {
    const id = ++asked;
    send({ id, method, params });
    return new Promise((done) => waiting.set(id, done));
}

function take(message) {
    if (message.method === "textDocument/publishDiagnostics") {
        waiting.get(message.params.uri)?.(message.params.diagnostics);
    } else if (message.method && message.id !== undefined) {
        const known = message.method === "workspace/configuration";
        const result = known ? message.params.items.map(({ section }) => settings[section] ?? null) : null;
        send({ id: message.id, result });
    } else if (waiting.has(message.id)) {
        waiting.get(message.id)(message.result);
    }
}

let received = Buffer.alloc(0);
server.stdout.on("data", (part) => {
    received = Buffer.concat([received, part]);
    for (;;) {
        const end = received.indexOf("\r\n\r\n");
        if (end < 0) return;
        const length = Number(/Content-Length: (\d+)/i.exec(received.subarray(0, end).toString())[1]);
        if (received.length < end + 4 + length) return;
        const text = received.subarray(end + 4, end + 4 + length).toString();
        received = received.subarray(end + 4 + length);
        take(JSON.parse(text));
    }
});

const plain = (documentation) => documentation?.value ?? documentation ?? "";

function open(uri, text) {
    send({ method: "textDocument/didOpen", params: { textDocument: { uri, languageId: "yaml", version: 1, text } } });
}

async function answer({ ask, text }, number) {
    const before = text.split("<here>")[0].split("\n");
    const position = { line: before.length - 1, character: before.at(-1).length };
    const uri = `file:///question-${number}.yaml`;
    const diagnosed = new Promise((done) => waiting.set(uri, done));
    open(uri, text.replace("<here>", ""));
    if (ask === "diagnostics") return (await diagnosed).map(({ range, message }) => ({ line: range.start.line + 1, message }));
    const found = await request(`textDocument/${ask}`, { textDocument: { uri }, position });
    if (ask === "hover") return plain(found?.contents);
    return found.items.map(({ label, insertText, textEdit, documentation }) => ({
        label,
        inserts: textEdit?.newText ?? insertText,
        help: plain(documentation),
    }));
}

await request("initialize", {
    processId: process.pid,
    rootUri: null,
    capabilities: {
        workspace: { configuration: true, didChangeConfiguration: { dynamicRegistration: false } },
        textDocument: {
            completion: { completionItem: { snippetSupport: true, documentationFormat: ["markdown"] } },
            hover: { contentFormat: ["markdown"] },
            publishDiagnostics: {},
        },
    },
});
send({ method: "initialized", params: {} });
send({ method: "workspace/didChangeConfiguration", params: { settings } });
// Until it has read the schema the server finds everything good, and knows nothing to offer.
await new Promise((done) => {
    waiting.set("file:///wrong.yaml", (diagnostics) => diagnostics.length > 0 && done());
    open("file:///wrong.yaml", "no_such_word: 1\n");
});
const answers = [];
for (const [number, question] of questions.entries()) answers.push(await answer(question, number));
process.stdout.write(JSON.stringify(answers, null, 1) + "\n", () => process.exit(0));
