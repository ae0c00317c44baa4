import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import PostalMime from "postal-mime";
import { beforeEach, describe, expect, it } from "vitest";
import { at, type MintedOrganization, mintOrganization } from "@/db/testing/organization";
import { outcomeOf } from "@/db/testing/raw";
import { testDatabase } from "@/db/testing/test-database";
import { storeAttachment } from "@/lib/attachments/store-attachment";
import type { Context } from "@/lib/core/context";
import { newId } from "@/lib/core/ids";
import { erasePerson } from "@/lib/erasure/erase-person";
import { sendMessages } from "@/lib/lanes/send-messages";
import { createLead } from "@/lib/leads/create-lead";
import { captureIn } from "@/lib/mail/open-captured-line";
import { cancelMessage } from "@/lib/sending/cancel-message";
import { queueMessage } from "@/lib/sending/queue-message";

const { admin } = await testDatabase();
process.env.TOUCHLINE_ENCRYPTION_KEY = Buffer.alloc(32, 7).toString("base64");
process.env.TOUCHLINE_HOME = mkdtempSync(join(tmpdir(), "home-"));
const folder = mkdtempSync(join(tmpdir(), "captured-"));
const uploads = () => join(process.env.TOUCHLINE_HOME ?? "", "uploads", "attachments", org.orgId);

let org: MintedOrganization;
let lead: string;
beforeEach(async () => {
  org = await mintOrganization({ calm: true });
  lead = (await createLead(org.rep1, { last_name: "Roe", email: `ines@${org.slug}.example` })).id;
});

async function* pieces(...parts: (string | Uint8Array)[]) {
  for (const part of parts) yield typeof part === "string" ? Buffer.from(part) : part;
}
const attach = async (name: string, content = "the offer", ctx: Context = org.rep1) => {
  const bytes = pieces(content.slice(0, 3), content.slice(3));
  return (await storeAttachment(ctx, { name, type: "application/pdf", bytes })).output;
};
const write = (attachment_ids: string[], ctx: Context = org.rep1, more: object = {}) =>
  queueMessage(ctx, { lead_id: lead, channel: "email", subject: "Offer", body_text: "Hi", attachment_ids, ...more });
const send = () =>
  sendMessages({
    context: () => ({
      ...at(org.admin, new Date(Date.now() + 11_000)),
      actor: { userId: "", name: "Touchline", role: "admin", via: "job", scopes: [] },
    }),
    worker: newId(),
    ways: {
      fallback: "captured",
      ...captureIn(folder),
    },
  });
const mailWith = async (messageId: string) => {
  for (const name of readdirSync(folder)) {
    const mail = await PostalMime.parse(readFileSync(join(folder, name)));
    if (mail.messageId === messageId) return mail;
  }
  throw new Error("This mail did not leave");
};

describe("a file", () => {
  it("goes with its message as it was, under a name that leads nowhere", async () => {
    const { id, name } = await attach("../../Offer für Ines.pdf");
    expect(name).toBe("Offer für Ines.pdf");
    const { message_id } = await write([id]);
    expect(await send()).toBe(1);
    const { attachments } = await mailWith(message_id);
    expect(attachments).toMatchObject([{ filename: "Offer für Ines.pdf", mimeType: "application/pdf" }]);
    expect(Buffer.from(attachments[0]?.content as ArrayBuffer).toString()).toBe("the offer");
  });

  it("lies once under its hash, however often and by whatever name it came", async () => {
    await attach("a.pdf");
    await attach("../b.pdf");
    expect(readdirSync(uploads())).toEqual([expect.stringMatching(/^[0-9a-f]{64}$/)]);
  });

  it.each<[string, () => Promise<unknown>, string]>([
    ["that runs where it is opened", () => attach("offer.pdf.exe"), "UNSUPPORTED_TYPE"],
    ["that is empty", () => attach("a.pdf", ""), "INVALID"],
    [
      "of more than 10 MB",
      () =>
        storeAttachment(org.rep1, {
          name: "a",
          type: null,
          bytes: pieces(...Array(11).fill(new Uint8Array(1024 * 1024))),
        }),
      "TOO_LARGE",
    ],
  ])("%s is refused, and nothing of it is left", async (_, work, code) => {
    await expect(work()).rejects.toMatchObject({ code });
    expect(existsSync(uploads()) ? readdirSync(uploads()) : []).toEqual([]);
    expect(await admin`select 1 from attachments where org_id = ${org.orgId}`).toEqual([]);
  });

  it("goes along again when its message was taken back, which keeps its own", async () => {
    const { id } = await attach("a.pdf");
    const first = await write([id]);
    const { attachments } = await cancelMessage(org.rep1, { id: first.id });
    expect(attachments).toMatchObject([{ id, name: "a.pdf" }]);
    await expect(write([id], org.rep2)).rejects.toMatchObject({ errors: [{ path: "attachment_ids" }] });
    const again = await write([id]);
    await send();
    expect((await mailWith(again.message_id)).attachments).toMatchObject([{ filename: "a.pdf" }]);
    const rows = await admin`select communication_id from attachments where org_id = ${org.orgId}`;
    expect(rows.map((row) => row.communication_id).sort()).toEqual([first.id, again.id].sort());
  });

  it("goes with one message, and is nobody else's: of two at once one carries it", async () => {
    const { id } = await attach("a.pdf");
    await expect(write([id], org.rep2)).rejects.toMatchObject({ errors: [{ path: "attachment_ids" }] });
    await expect(write([id], org.rep1, { channel: "linkedin" })).rejects.toMatchObject({ code: "INVALID" });
    const other = (await createLead(org.rep1, { last_name: "Doe", email: `doe@else-${org.slug}.example` })).id;
    const outcomes = await Promise.allSettled([write([id]), write([id], org.rep1, { lead_id: other })]);
    expect(outcomes.map((one) => one.status).sort()).toEqual(["fulfilled", "rejected"]);
    const rows = await admin`select communication_id from attachments where id = ${id}`;
    const next = await attach("b.pdf");
    const move = `update attachments set communication_id = null where id = '${id}'`;
    expect(rows).toHaveLength(1);
    expect(await outcomeOf(org.orgId, (tx) => tx.sql.unsafe(move))).toBe("TL111");
    expect(next.id).not.toBe(id);
  });

  it("that is gone from the disk keeps its message from going without it", async () => {
    const { id } = await attach("a.pdf");
    const { id: message } = await write([id]);
    rmSync(uploads(), { recursive: true });
    await send();
    const [row] = await admin`select status, error_message from communications where id = ${message}`;
    expect(row?.status).not.toBe("sent");
    expect(row?.error_message).toContain("not in uploads");
  });

  it("loses its name with the person it was for", async () => {
    const { id } = await attach("Contract Ines Roe.pdf");
    await write([id]);
    await erasePerson(org.admin, { lead_id: lead });
    expect(await admin`select name from attachments where id = ${id}`).toEqual([{ name: "erased" }]);
  });
});
