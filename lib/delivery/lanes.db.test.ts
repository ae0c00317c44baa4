import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, expect, test } from "vitest";
import { at, type MintedOrganization, mintOrganization } from "@/db/testing/organization";
import { testDatabase } from "@/db/testing/test-database";
import { storeAttachment } from "@/lib/attachments/store-attachment";
import type { Context } from "@/lib/core/context";
import { newId } from "@/lib/core/ids";
import { createLead } from "@/lib/leads/create-lead";
import type { Line } from "@/lib/mail/rules";
import { queueMessage } from "@/lib/sending/queue-message";
import { checkUnderway } from "@/lib/unknown-messages/check-underway";
import { claimMessages } from "./claim-messages";
import { extendLeases } from "./extend-leases";
import type { Ways } from "./open-lines";
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
const queue = async (nth: number, more: Record<string, unknown> = {}) => {
  const { id } = await createLead(org.rep1, { last_name: `Doe ${nth}`, email: `to-${nth}@x${nth}.example` });
  return queueMessage(org.rep1, { lead_id: id, channel: "email", subject: `No ${nth}`, body_text: "Hi", ...more });
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
    return storeAttachment(org.rep1, { name: "a.txt", type: "text/plain", bytes });
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

const never: Line["send"] = async () => {
  throw new Error("Nothing may leave here");
};
