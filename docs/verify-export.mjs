#!/usr/bin/env node
// Checks an export of the audit log (GET /api/audit/export) without Touchline: node docs/verify-export.mjs FILE
// Needs Node 20 and nothing else. Prints one JSON line; exit 0 when the chain holds, 1 when not. Explained in docs/security.md.
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";

const sha256 = (...parts) => parts.reduce((hash, part) => hash.update(part), createHash("sha256")).digest("hex");
const bad = (position, reason) => ({ ok: false, position, reason });

async function verify(file) {
  let last = { position: 0, hash: "0".repeat(64) };
  let erased = 0;
  let head = null;
  for await (const line of createInterface({ input: createReadStream(file), crlfDelay: Number.POSITIVE_INFINITY })) {
    if (line === "") continue;
    if (head) return bad(last.position + 1, "there are lines behind the head");
    const one = parse(line);
    if (one === null) return bad(last.position + 1, "a line is not JSON: the file was cut or changed");
    if (one.head) head = one.head;
    else {
      const reason = whyNot(one, last);
      if (reason) return bad(last.position + 1, reason);
      if (one.payload === null) erased += 1;
      last = { position: one.position, hash: one.hash };
    }
  }
  if (!head) return bad(last.position + 1, "the last line, the head, is missing: the file was cut");
  if (head.position !== last.position)
    return bad(last.position + 1, `the head says ${head.position} events: some are missing at the end`);
  if (head.hash !== last.hash) return bad(last.position, "the head has another hash than the last event");
  return { ok: true, events: last.position, erased, head: head.hash };
}

// What is wrong with an event that should follow `last`, or null.
function whyNot({ position, prev_hash, hash, text, salt, payload }, last) {
  if (position !== last.position + 1)
    return `position ${position} follows ${last.position}: events are missing or out of order`;
  if (prev_hash !== last.hash) return "its previous hash is not that of the event before";
  if (typeof text !== "string" || hash !== sha256(Buffer.from(last.hash, "hex"), text))
    return "its text does not have its hash";
  const fields = parse(text);
  if (!Array.isArray(fields) || fields[3] !== position) return "its text is of another position";
  if (payload === null && salt === null) return null; // erased: a person asked for it, and the chain still holds
  if (typeof payload !== "string" || typeof salt !== "string") return "its payload is half gone";
  return sha256(Buffer.from(salt, "hex"), payload) === fields[14]
    ? null
    : "its payload does not have the hash of its text";
}

function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

const [file] = process.argv.slice(2);
if (!file) {
  process.stderr.write("Usage: node verify-export.mjs FILE\n");
  process.exit(2);
}
const answer = await verify(file).catch((error) => {
  process.stderr.write(`${file} could not be read: ${error.message}\n`);
  process.exit(2);
});
process.stdout.write(`${JSON.stringify(answer)}\n`);
process.exit(answer.ok ? 0 : 1);
