import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { type MintedOrganization, mintOrganization } from "@/db/testing/organization";
import { testDatabase } from "@/db/testing/test-database";
import { parseReceived } from "@/lib/arrivals/parse-received";
import { getFile } from "@/lib/attachments/queries";
import { readAttachment } from "@/lib/attachments/store-attachment";
import { getConversationDetail } from "@/lib/conversations/queries";
import type { Context } from "@/lib/core/context";
import { read } from "@/lib/core/read";
import { erasePerson } from "@/lib/erasure/erase-person";
import { createLead } from "@/lib/leads/create-lead";
import { contextOf } from "@/lib/worker/organization-context";
import { receiveMessages } from "./receive-messages";
import { getUnmatched } from "./unmatched-queries";

const { admin } = await testDatabase();
const home = mkdtempSync(join(tmpdir(), "touchline-files-"));
beforeAll(() => void vi.stubEnv("TOUCHLINE_HOME", home));
afterAll(() => {
  vi.unstubAllEnvs();
  rmSync(home, { recursive: true, force: true });
});

let org: MintedOrganization;
let lead: string;
beforeEach(async () => {
  org = await mintOrganization({ calm: true });
  lead = (await createLead(org.rep1, { last_name: "Byron", email: "ada@acme.example" })).id;
});

type Part = { name: string; type?: string; content: Buffer; more?: string };
const part = ({ name, type = "application/pdf", content, more = "Content-Disposition: attachment" }: Part) =>
  `--b\r\nContent-Type: ${type}; name="${name}"\r\nContent-Transfer-Encoding: base64\r\n${more}; filename="${name}"\r\n\r\n${content.toString("base64").replace(/.{76}/g, "$&\r\n")}\r\n`;
async function deliver(parts: Part[], from = "ada@acme.example", id = "a1") {
  const ctx = contextOf(org.orgId);
  const head = `From: ${from}\r\nTo: rep1@${org.slug}.example\r\nMessage-ID: <${id}>\r\nSubject: Offer\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary="b"\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nHere it is\r\n`;
  const raw = Buffer.from(`${head}${parts.map(part).join("")}--b--\r\n`);
  await receiveMessages(ctx, { messages: [await parseReceived(raw, ctx.now, ctx.now)] });
}
const rows = () =>
  admin<{ id: string; name: string; media_type: string; size: number; hash: string | null }[]>`
    select id, name, media_type, size, hash from attachments where org_id = ${org.orgId} order by created_at, id`;
const bytesFor = async (ctx: Context, id = "") =>
  readAttachment(org.orgId, await read(ctx, "communications:read", (tx) => getFile(tx, id, ctx.actor)));
const bytesOf = (size: number) => Buffer.alloc(size, `bytes of ${size}, said again and again. `);

test("what came with a message is there with its name and size, to the byte, once however often it is read", async () => {
  const contents = [bytesOf(1000), bytesOf(3_000_000), bytesOf(700_001)];
  const parts = contents.map((content, nth) => ({ name: `offer ${nth}.pdf`, content }));
  await deliver(parts);
  await deliver(parts);
  const found = await rows();
  expect(found.map(({ name, size }) => [name, size])).toEqual([
    ["offer 0.pdf", 1000],
    ["offer 1.pdf", 3_000_000],
    ["offer 2.pdf", 700_001],
  ]);
  for (const [nth, { id }] of found.entries())
    expect(Buffer.from(await bytesFor(org.rep2, id)).equals(contents[nth] ?? Buffer.alloc(0))).toBe(true);
  const [touch] = await admin`select thread_id from communications where org_id = ${org.orgId}`;
  const shown = await read(org.rep1, "communications:read", (tx) => getConversationDetail(tx, touch?.thread_id));
  expect(shown.messages[0]?.files).toMatchObject([
    { name: "offer 0.pdf", size: 1000, kept: true },
    { name: "offer 1.pdf" },
    { name: "offer 2.pdf" },
  ]);
});

test("a name leads nowhere, and what would run where it is opened or is too large stays in the mailbox, named", async () => {
  await deliver([
    { name: "../../../etc/x", content: bytesOf(10) },
    { name: "..\\\\..\\\\run.exe", type: "application/octet-stream", content: bytesOf(10) },
    { name: "page.html", type: "text/html", content: Buffer.from("<script>alert(1)</script>") },
    {
      name: "logo.png",
      type: "image/png",
      content: bytesOf(10),
      more: "Content-ID: <1>\r\nContent-Disposition: inline",
    },
    { name: "film.mp4", type: "video/mp4", content: Buffer.alloc(10_600_000, 65) },
  ]);
  expect((await rows()).map(({ name, hash }) => [name, hash !== null])).toEqual([
    ["x", true],
    ["run.exe", false],
    ["page.html", true],
    ["logo.png", true],
    ["film.mp4", false],
  ]);
  const folder = join(home, "uploads", "attachments", org.orgId);
  expect(readdirSync(folder).every((name) => /^[0-9a-f]{64}$/.test(name))).toBe(true);
});

test("is had by who sees its lead; of a stranger's mail by whose mailbox it lies in; and by no other organization", async () => {
  await deliver([{ name: "a.pdf", content: bytesOf(10) }]);
  await deliver([{ name: "b.pdf", content: bytesOf(20) }], "eve@other.example", "b1");
  const [ofLead, ofNobody] = (await rows()).map((one) => one.id);
  const other = await mintOrganization();
  const refused = { code: "NOT_FOUND" };
  const blind = { ...org.rep2, actor: { ...org.rep2.actor, sees: [org.rep2.actor.userId] } };
  await admin`update leads set owner_id = ${org.rep1.actor.userId} where id = ${lead}`;
  expect(await bytesFor(org.rep2, ofLead)).toHaveLength(10);
  await expect(bytesFor(blind, ofLead)).rejects.toMatchObject(refused);
  await expect(bytesFor(other.admin, ofLead)).rejects.toMatchObject(refused);
  expect(await bytesFor(org.rep1, ofNobody)).toHaveLength(20);
  expect(await bytesFor(org.manager, ofNobody)).toHaveLength(20);
  await expect(bytesFor(org.rep2, ofNobody)).rejects.toMatchObject(refused);
});

test("an unmatched message can be read whole, with what came along, by whom its list shows it to", async () => {
  await deliver([{ name: "b.pdf", content: bytesOf(20) }], "eve@other.example", "b1");
  const [found] = await admin`select id from inbound_messages where org_id = ${org.orgId}`;
  const whole = (ctx: Context) => read(ctx, "communications:read", (tx) => getUnmatched(tx, found?.id, ctx.actor));
  expect(await whole(org.rep1)).toMatchObject({
    body: "Here it is",
    html: null,
    files: [{ name: "b.pdf", kept: true }],
  });
  const other = await mintOrganization();
  for (const ctx of [org.rep2, other.admin]) await expect(whole(ctx)).rejects.toMatchObject({ code: "NOT_FOUND" });
});

test("goes with the words of its message when the person is erased", async () => {
  await deliver([{ name: "passport of Ada.pdf", content: bytesOf(10) }]);
  await erasePerson(org.admin, { lead_id: lead });
  expect(await rows()).toMatchObject([{ name: "erased", hash: "0".repeat(64) }]);
  await expect(bytesFor(org.admin, (await rows())[0]?.id)).rejects.toMatchObject({ code: "NOT_FOUND" });
});
