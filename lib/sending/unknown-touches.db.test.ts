import { beforeEach, describe, expect, it } from "vitest";
import { at, type MintedOrganization, mintOrganization } from "@/db/testing/organization";
import { testDatabase } from "@/db/testing/test-database";
import { AppError } from "@/lib/core/errors";
import { createLead } from "@/lib/leads/create-lead";
import { changeSettings } from "@/lib/settings/change-settings";
import { queueMessage } from "./queue-message";

const { admin } = await testDatabase();
let org: MintedOrganization;
let lead_id: string;
beforeEach(async () => {
  org = await mintOrganization();
  lead_id = (await createLead(org.rep1, { last_name: "Ines", email: `ines@${org.slug}.example` })).id;
});

/** The codes that speak against a colleague's email so many days later, or none. */
async function write(days: number): Promise<string[]> {
  const ctx = at(org.rep2, new Date(org.rep1.now.getTime() + days * 86_400_000));
  try {
    await queueMessage(ctx, { lead_id, channel: "email", subject: "Gates", body_text: `Words of ${days}` });
    return [];
  } catch (error) {
    if (!(error instanceof AppError) || !error.extra?.warnings) throw error;
    return (error.extra.warnings as { code: string }[]).map((one) => one.code);
  }
}

describe.each(["sending", "unknown"])("an email that is %s", (status) => {
  beforeEach(async () => {
    const text = { subject: "Dates", body_text: "Shall we say Tuesday?" };
    await queueMessage(org.rep1, { lead_id, channel: "email", ...text });
    // As a worker that took it leaves it, whatever the triggers say of the way there.
    await admin.begin(async (tx) => {
      await tx`set local session_replication_role = replica`;
      await tx`update communications set status = ${status} where lead_id = ${lead_id}`;
    });
  });

  it("is a touch to its person when its slot is over, as one that was sent", async () => {
    expect(await write(3)).toEqual(["SAME_CHANNEL_RECENT"]);
  });

  it("counts among the touches that are enough", async () => {
    await changeSettings(org.admin, { "guard.touches.limit": 1 });
    expect(await write(3)).toContain("TOO_MANY_TOUCHES");
  });
});
