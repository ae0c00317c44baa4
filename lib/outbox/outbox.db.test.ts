import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { at, mintOrganization } from "@/db/testing/organization";
import { testDatabase } from "@/db/testing/test-database";
import { newId } from "@/lib/core/ids";
import { read } from "@/lib/core/read";
import { sendMessages } from "@/lib/lanes/send-messages";
import { createLead } from "@/lib/leads/create-lead";
import { queueMessage } from "@/lib/sending/queue-message";
import { openWays } from "@/lib/ways/open-ways";
import { getMail, listMail } from "./queries";

await testDatabase();
process.env.TOUCHLINE_HOME = mkdtempSync(join(tmpdir(), "home-"));

test("shows an admin each message where it belongs, page by page, and to nobody else", async () => {
  const org = await mintOrganization({ calm: true });
  for (let nth = 0; nth < 5; nth++) {
    const { id } = await createLead(org.rep1, { last_name: `Doe ${nth}`, email: `doe@outbox${nth}.example` });
    const text = { subject: `No ${nth}`, body_text: `Text ${nth}` };
    const scheduled_for = nth === 4 ? new Date(Date.now() + 86_400_000).toISOString() : undefined;
    await queueMessage(org.rep1, { lead_id: id, channel: "email", ...text, scheduled_for });
  }
  const actor = { userId: "", name: "Touchline", role: "admin" as const, via: "job" as const, scopes: [] };
  const context = () => ({ ...at(org.admin, new Date(Date.now() + 11_000)), actor });
  await sendMessages({ context, worker: newId(), ways: openWays({ ...process.env, SMTP_URL: "" }) });

  const page = (input: Parameters<typeof listMail>[1]) => read(org.admin, "mail:read", (tx) => listMail(tx, input));
  const first = await page({ state: "left", limit: 3 });
  const second = await page({ state: "left", limit: 3, cursor: first.next_cursor ?? "" });
  const left = [...first.data, ...second.data];
  expect(left.map((one) => [one.subject, one.status, one.transport, one.tries])).toHaveLength(4);
  expect(new Set(left.map((one) => one.id)).size).toBe(4);
  expect(second.next_cursor).toBeNull();
  expect((await page({ state: "waiting", limit: 50 })).data.map((one) => one.subject)).toEqual(["No 4"]);
  expect((await page({ state: "unknown", limit: 50 })).data).toEqual([]);

  const one = await read(org.admin, "mail:read", (tx) => getMail(tx, left[0]?.id ?? ""));
  expect(one.raw).toContain(`Message-ID: ${one.message_id}`);
  await expect(read(org.rep1, "mail:read", (tx) => getMail(tx, one.id))).rejects.toMatchObject({ code: "FORBIDDEN" });
  const other = await mintOrganization();
  await expect(read(other.admin, "mail:read", (tx) => getMail(tx, one.id))).rejects.toMatchObject({
    code: "NOT_FOUND",
  });
});
