import { beforeEach, describe, expect, it } from "vitest";
import { type MintedOrganization, mintOrganization } from "@/db/testing/organization";
import { testDatabase } from "@/db/testing/test-database";
import { isRefused } from "@/lib/core/command";
import type { Context } from "@/lib/core/context";
import { AppError } from "@/lib/core/errors";
import { createLead } from "@/lib/leads/create-lead";
import { changeSettings } from "@/lib/settings/change-settings";
import { cancelMessage } from "./cancel-message";
import { queueMessage } from "./queue-message";

const { admin } = await testDatabase();
let org: MintedOrganization;
let people: string[];
beforeEach(async () => {
  org = await mintOrganization();
  const names = ["Ines", "Omar", "Rosa"];
  people = [];
  for (const name of names) {
    const email = `${name.toLowerCase()}@${org.slug}-larkfield.example`;
    people.push((await createLead(org.rep1, { last_name: name, email, company: "Larkfield" })).id);
  }
});

const write = async (nth: number, ctx: Context = org.rep1, more: object = {}) => {
  const text = { subject: `For ${nth}`, body_text: ["Dates", "A question about gates", "Winter prices"][nth] };
  const asked = { lead_id: people[nth], channel: "email", ...text, ...more };
  try {
    const sent = await queueMessage(ctx, asked);
    return isRefused(sent) ? sent.refused.code : sent.id;
  } catch (error) {
    if (!(error instanceof AppError) || !error.extra?.warnings) throw error;
    return (error.extra.warnings as { message: string }[]).map((one) => one.message).join();
  }
};
const later = (days: number) => ({ scheduled_for: new Date(org.rep1.now.getTime() + days * 86_400_000).toISOString() });

describe("what waits for somebody at a company", () => {
  it("counts below its ceiling until it is taken back", async () => {
    await changeSettings(org.admin, { "guard.company.limit": 2 });
    const [first] = [await write(0), await write(1, org.rep1, later(3))];
    expect(await write(2)).toMatch(/^2 people are in play at this company already/);
    await cancelMessage(org.rep1, { id: first });
    expect(await write(2)).toMatch(/^[0-9a-f-]{36}$/);
  });

  it("counts while it leaves, and while nobody knows whether it arrived", async () => {
    await changeSettings(org.admin, { "guard.company.limit": 1 });
    const id = await write(0);
    for (const status of ["sending", "unknown"]) {
      // As a worker that took it leaves it, whatever the triggers say of the way there.
      await admin.begin(async (tx) => {
        await tx`set local session_replication_role = replica`;
        await tx`update communications set status = ${status} where id = ${id}`;
      });
      expect(await write(1)).toMatch(/^1 person is in play at this company already/);
    }
  });

  it("warns nobody where an admin switched the rule off", async () => {
    await changeSettings(org.admin, { "guard.company.window_days": 0 });
    await write(0, org.rep2, later(3));
    expect(await write(1)).toMatch(/^[0-9a-f-]{36}$/);
  });

  it("warns a colleague who writes to somebody else there, and not who wrote it", async () => {
    await write(0, org.rep2, later(2));
    expect(await write(1, org.rep1)).toBe("rep2 has an email to somebody at this company waiting to go.");
    expect(await write(1, org.rep2)).toMatch(/^[0-9a-f-]{36}$/);
  });
});
