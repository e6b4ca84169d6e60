// Checks the entries and the signed heads of a log without a server: people can save the page with this
// script and open it from a disk. It uses only the browser's own SHA-256 and Ed25519.
"use strict";

const GENESIS = "0".repeat(64);
const findings = document.getElementById("findings");
const words = (name) => document.querySelector(`[data-words="${name}"]`).textContent;

/** Returns the canonical JSON (RFC 8785) of a flat object of strings, whole numbers, booleans and null. */
const canonical = (object) =>
  `{${Object.keys(object)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${JSON.stringify(object[key])}`)
    .join(",")}}`;

const bytes = (text) => new TextEncoder().encode(text);

const hex = (buffer) => [...new Uint8Array(buffer)].map((byte) => byte.toString(16).padStart(2, "0")).join("");

const sha256 = async (data) => hex(await crypto.subtle.digest("SHA-256", data));

const unbase64 = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0));

/** Returns the number of the first invalid entry of a log; 0 if all entries are valid. */
async function firstBad({ tenant, entries }) {
  let previous = GENESIS;
  for (const [index, entry] of entries.entries()) {
    const { hash, ...sealed } = entry;
    const good =
      entry.sequence === index + 1 &&
      entry.previous === previous &&
      (await sha256(bytes(canonical({ tenant, ...sealed })))) === hash;
    if (!good) return index + 1;
    previous = hash;
  }
  return 0;
}

/** Checks whether a key of the file signed a head. Returns "good", "forged" or "unsupported". */
async function signature(file, { signature: text, ...statement }) {
  const known = file.keys.find((key) => key.id === statement.key);
  if (!known) return "forged";
  const raw = unbase64(known.public_key);
  if (!(await sha256(raw)).startsWith(known.id)) return "forged";
  try {
    const key = await crypto.subtle.importKey("raw", raw, { name: "Ed25519" }, false, ["verify"]);
    const good = await crypto.subtle.verify("Ed25519", key, unbase64(text), bytes(canonical(statement)));
    return good ? "good" : "forged";
  } catch {
    return "unsupported";
  }
}

function say(kind, text, number) {
  const line = document.createElement("li");
  line.className = kind;
  line.textContent = number === undefined ? text : `${text}: ${number}`;
  findings.append(line);
}

async function read(files) {
  const logs = [];
  const heads = [];
  for (const file of files) {
    try {
      const held = JSON.parse(await file.text());
      if (Array.isArray(held.entries)) logs.push(held);
      else if (Array.isArray(held.heads) && Array.isArray(held.keys)) heads.push(held);
      else throw new TypeError("another kind of file");
    } catch {
      say("bad", words("unreadable"), file.name);
    }
  }
  return { logs, heads };
}

async function compare(log, file) {
  let of = 0;
  for (const head of file.heads) {
    if (head.tenant !== log.tenant || head.chain !== "public") continue;
    of += 1;
    const signed = await signature(file, head);
    if (signed === "unsupported") say("bad", words("unsupported"));
    else if (signed === "forged") say("bad", words("head-forged"), head.sequence);
    else if (head.sequence > log.entries.length) say("bad", words("head-gone"), head.sequence);
    else if (head.head !== (head.sequence ? log.entries[head.sequence - 1].hash : GENESIS))
      say("bad", words("head-other"), head.sequence);
    else say("good", words("head-good"), `${head.sequence} (${head.at}). ${words("key")} ${head.key}`);
  }
  return of;
}

async function check(files) {
  findings.setAttribute("aria-busy", "true");
  findings.replaceChildren();
  const { logs, heads } = await read(files);
  if (logs.length === 0) say("bad", words("entries-missing"));
  for (const log of logs) {
    const bad = await firstBad(log);
    if (bad > 0) say("bad", words("bad"), bad);
    else say("good", words("sound"), log.entries.length);
    let of = 0;
    for (const file of heads) of += await compare(log, file);
    if (of === 0) say("none", words("head-none"));
  }
  findings.setAttribute("aria-busy", "false");
}

document.getElementById("files").addEventListener("change", (event) => check(event.target.files));
