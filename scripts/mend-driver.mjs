import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

// postgres.js 3.4.9 writes to the socket of a connection that has just closed (porsager/postgres #1154, #1208): the error is uncaught
// and the pool loses the connection for good. docs/decisions/0011 says why it is mended here; gone when the pin is raised past it.
const losses = [
  [
    "  function nextWrite(fn) {\n    const x = socket.write(chunk, fn)",
    `  function nextWrite(fn) { /* mended by Touchline */
    if (!socket) {
      nextWriteTimer !== null && clearImmediate(nextWriteTimer)
      chunk = nextWriteTimer = null
      error(Errors.connection('CONNECTION_CLOSED', options, socket))
      query = null
      return false
    }
    const x = socket.write(chunk, fn)`,
  ],
  [
    "    clearImmediate(nextWriteTimer)\n    socket.removeListener('data', data)\n    socket.removeListener('connect', connected)\n    idleTimer.cancel()",
    "    clearImmediate(nextWriteTimer)\n    chunk = nextWriteTimer = null\n    socket.removeListener('data', data)\n    socket.removeListener('connect', connected)\n    idleTimer.cancel()",
  ],
  // A connection that ends while it asks for the array types is told as an error of the connection already.
  ["        return fetchArrayTypes()\n", "        return fetchArrayTypes().catch(() => {})\n"],
];

// One journey instead of two or three (docs/decisions/0023): what a transaction asks first travels with its BEGIN, and a question
// longer than a kilobyte waits for the rest of its turn like a shorter one.
const journeys = [
  ["    if (fn || chunk.length >= 1024)\n", "    if (fn || chunk.length >= 65536)\n"],
  [
    "      await sql.unsafe('begin ' + options.replace(/[^a-z ]/ig, ''), [], { onexecute }).execute()\n",
    `      await new Promise((sent, reject) => {
        const first = { onexecute: c => (onexecute(c), sent()) }
        sql.unsafe('begin ' + options.replace(/[^a-z ]/ig, ''), [], first).execute().catch(reject)
      })
      move(connection, reserved)\n`,
  ],
];

const entry = createRequire(import.meta.url).resolve("postgres"); // postgres/cjs/src/index.js
const folder = join(dirname(entry), "..", "..");

for (const [file, edits] of [
  ["connection.js", [...losses, journeys[0]]],
  ["index.js", [journeys[1]]],
].flatMap(([file, edits]) => ["src", "cjs/src"].map((place) => [`${place}/${file}`, edits]))) {
  const path = join(folder, file);
  const text = readFileSync(path, "utf8");
  const open = edits.filter(([, after]) => !text.includes(after));
  if (open.some(([before]) => !text.includes(before)))
    throw new Error(`${path} is not the version that this mends: look at docs/decisions/0011 before raising the pin`);
  if (open.length === 0) continue;
  writeFileSync(
    path,
    open.reduce((now, [before, after]) => now.replace(before, () => after), text),
  );
}
