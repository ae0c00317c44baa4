import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, expect, test } from "vitest";
import { at, type MintedOrganization, mintOrganization } from "@/db/testing/organization";
import { testDatabase } from "@/db/testing/test-database";
import { storeAttachment } from "@/lib/attachments/store-attachment";
import { recordConsent } from "@/lib/consents/record-consent";
import type { Context } from "@/lib/core/context";
import { newId } from "@/lib/core/ids";
import { claimMessages } from "@/lib/delivery/claim-messages";
import { extendLeases } from "@/lib/delivery/extend-leases";
import { addDncEntry } from "@/lib/dnc/add-dnc-entry";
import { createLead } from "@/lib/leads/create-lead";
import type { Line, Outcome } from "@/lib/mail/rules";
import { addMailbox } from "@/lib/mailboxes/add-mailbox";
import { queueMessage } from "@/lib/sending/queue-message";
import { checkUnderway } from "@/lib/unknown-messages/check-underway";
import type { Ways } from "@/lib/ways/open-ways";
import { sendMessages } from "./send-messages";

const { admin } = await testDatabase();
let org: MintedOrganization;
beforeEach(async () => {
  org = await mintOrganization({ calm: true });
});

const soon = (seconds: number) => new Date(Date.now() + seconds * 1000);
const asWorker = (when: Date): Context => ({
  ...at(org.admin, when),
  actor: { userId: "", name: "Touchline", role: "admin", via: "job", scopes: [] },
});
const queue = async (nth: number, more: Record<string, unknown> = {}, ctx = org.rep1) => {
  const { id } = await createLead(ctx, { last_name: `Doe ${nth}`, email: `to-${nth}@x${nth}.example` });
  return queueMessage(ctx, { lead_id: id, channel: "email", subject: `No ${nth}`, body_text: "Hi", ...more });
};
const through = (line: Line): Ways => ({ fallback: "smtp", line: async () => line, journal: async () => null });
const stateOf = async (id: string) =>
  (await admin`select status, retry_count, provider_response from communications where id = ${id}`)[0];

test("what a lane gave up is sent by another as soon as its time is over, although its worker lives", async () => {
  const [kept, lost] = [await queue(1), await queue(2)];
  const worker = newId();
  await claimMessages(asWorker(soon(11)), { worker, limit: 5, fallback: "smtp" });
  // Twice the worker says that it lives; only one of the two is still in a lane's hands.
  for (const seconds of [19, 40]) await extendLeases(asWorker(soon(seconds)), { worker, ids: [kept.id] });
  await admin`select pg_advisory_lock(hashtextextended(${worker}, 9))`;
  await checkUnderway({ context: () => asWorker(soon(60)), ways: through({ send: never, close: () => {} }) });
  expect([(await stateOf(kept.id))?.status, (await stateOf(lost.id))?.status]).toEqual(["sending", "queued"]);
});

test("a lane says which messages it holds, and holds none when it ends, however it ends", async () => {
  await queue(1);
  await queue(2);
  const held = new Set<string>();
  let most = 0;
  const send: Line["send"] = async () => {
    most = Math.max(most, held.size);
    throw new Error("the lane dies");
  };
  const sending = { context: () => asWorker(soon(11)), worker: newId(), held };
  await expect(sendMessages({ ...sending, ways: through({ send, close: () => {} }) })).rejects.toThrow("the lane dies");
  expect([most, held.size]).toEqual([2, 0]);
});

test("a disk that fails while a message is put together puts it off; a file that is gone for good rejects it", async () => {
  const home = mkdtempSync(join(tmpdir(), "touchline-disk-"));
  process.env.TOUCHLINE_HOME = home;
  const fileOf = async (text: string) => {
    const bytes = (async function* () {
      yield new TextEncoder().encode(text);
    })();
    return (await storeAttachment(org.rep1, { name: "a.txt", type: "text/plain", bytes })).output;
  };
  const [first, second] = [await fileOf("first"), await fileOf("second")];
  const failing = await queue(1, { attachment_ids: [first.id] });
  const folder = join(home, "uploads", "attachments", org.orgId);
  // As good as a disk that is not there: what should be a folder is none.
  rmSync(folder, { recursive: true });
  writeFileSync(folder, "");
  const send = (seconds: number) =>
    sendMessages({
      context: () => asWorker(soon(seconds)),
      worker: newId(),
      ways: through({ send: never, close: () => {} }),
    });
  await send(11);
  expect(await stateOf(failing.id)).toMatchObject({ status: "queued", retry_count: 1 });
  rmSync(folder);
  const gone = await queue(2, { attachment_ids: [second.id] });
  await send(30);
  expect(await stateOf(gone.id)).toMatchObject({ status: "rejected" });
  rmSync(home, { recursive: true });
});

test("a provider that says that we send too much uses up no tries: all leaves at its pace, however long the queue is", async () => {
  const ids: string[] = [];
  for (let nth = 1; nth <= 6; nth++) ids.push((await queue(nth)).id);
  let room = 0;
  const send: Line["send"] = async (_, begin) => {
    if (!(await begin())) return { kind: "stopped", response: "" };
    if (room <= 0) return { kind: "later", response: "429 too many requests", retryAfterSeconds: 1, pace: true };
    room -= 1;
    return { kind: "sent", response: "250 taken" };
  };
  const began = performance.now();
  // One at each look, a quarter of an hour between two: more looks than a message has tries.
  for (let look = 0; look < 7; look++) {
    room = look === 0 ? 0 : 1;
    const context = () => asWorker(soon(11 + look * 901));
    await sendMessages({ context, worker: newId(), ways: through({ send, close: () => {} }) });
  }
  const states = await Promise.all(ids.map(stateOf));
  expect(states.map((one) => [one?.status, one?.retry_count])).toEqual(ids.map(() => ["sent", 0]));
  // Its lanes rest a second after such a word.
  expect(performance.now() - began).toBeGreaterThan(1000);
});

test("a server that keeps one mailbox waiting holds up no other, and has three connections of it at most", async () => {
  process.env.TOUCHLINE_ENCRYPTION_KEY = Buffer.alloc(32, 7).toString("base64");
  const { id: slow } = await addMailbox(org.rep1, {
    address: "rep1@acme.example",
    smtp: { host: "smtp.acme.example", port: 465 },
  });
  for (let nth = 1; nth <= 14; nth++) await queue(nth);
  const others: string[] = [];
  for (let nth = 21; nth <= 23; nth++) others.push((await queue(nth, {}, org.rep2)).id);
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  let [stuck, quick] = [0, 0];
  const taken: Outcome = { kind: "sent", response: "250 taken" };
  const lineOf = (mailboxId: string | null): Line => ({
    send: async (_, begin) => {
      if (mailboxId === slow && quick < others.length) {
        stuck += 1;
        await opened;
      }
      if (!(await begin())) return { kind: "stopped", response: "" };
      if (mailboxId !== slow) quick += 1;
      if (quick === others.length) open();
      return taken;
    },
    close: () => {},
  });
  const ways: Ways = { fallback: "smtp", line: async (_, __, id) => lineOf(id), journal: async () => null };
  expect(await sendMessages({ context: () => asWorker(soon(11)), worker: newId(), ways })).toBe(17);
  expect([stuck, quick]).toEqual([3, 3]);
});

const saidAgainst: [string, () => Promise<unknown>][] = [
  [
    "their address comes onto the list",
    () => addDncEntry(org.rep2, { kind: "email", value: "to-2@x2.example", reason: "asked to stop" }),
  ],
  [
    "they withdraw their consent",
    async () => {
      const [lead] = await admin`select id from leads where org_id = ${org.orgId} and last_name = 'Doe 2'`;
      const said = { purpose: "outreach", status: "withdrawn", source: "email" };
      return recordConsent(org.rep2, { lead_id: lead?.id, kind: "email", value: "to-2@x2.example", ...said });
    },
  ],
];
test.each(saidAgainst)(
  "of those that ask together whether they may begin, one that may not since %s holds up no other",
  async (_, say) => {
    const ids = [];
    for (const nth of [1, 2, 3]) ids.push((await queue(nth)).id);
    let asking = 0;
    let goOn = () => {};
    const entered = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    const send: Line["send"] = async (_, begin) => {
      asking += 1;
      // All three are taken by now; what is said against one of them meanwhile wins.
      if (asking === 3) await say().then(goOn);
      await entered;
      return (await begin()) ? { kind: "sent", response: "250 taken" } : { kind: "stopped", response: "" };
    };
    const ways = through({ send, close: () => {} });
    expect(await sendMessages({ context: () => asWorker(soon(11)), worker: newId(), ways })).toBe(3);
    expect(await Promise.all(ids.map(async (id) => (await stateOf(id))?.status))).toEqual(["sent", "blocked", "sent"]);
  },
);

const never: Line["send"] = async () => {
  throw new Error("Nothing may leave here");
};
