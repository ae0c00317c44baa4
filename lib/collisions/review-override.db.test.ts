import { beforeAll, describe, expect, it } from "vitest";
import { at, type MintedOrganization, mintOrganization } from "@/db/testing/organization";
import { outcomeOf } from "@/db/testing/raw";
import { testDatabase } from "@/db/testing/test-database";
import { logContact } from "@/lib/communications/log-contact";
import type { Context } from "@/lib/core/context";
import { read } from "@/lib/core/read";
import { createLead } from "@/lib/leads/create-lead";
import { countOpenReviews, listCollisions } from "./queries";
import { resolveCollision } from "./resolve-collision";
import { reviewOverride } from "./review-override";
import { listCollisionsInputSchema } from "./schema";

const { admin } = await testDatabase();
const now = new Date("2026-03-02T10:00:00Z");
let org: MintedOrganization;
let manager: Context;
let overrideId: string;

beforeAll(async () => {
  org = await mintOrganization();
  manager = at(org.manager, now);
  const rep1 = at(org.rep1, now);
  const lead = await createLead(rep1, { first_name: "Ines", email: "ines@larkfield.example" });
  await logContact(at(rep1, "2026-03-02T09:00:00Z"), { lead_id: lead.id, method: "email", subject: "Dates" });
  // Breaks the window and the soft warning at once: two collisions, one override.
  await logContact(manager, { lead_id: lead.id, method: "email", override_reason: "She asked for it today" });
  await logContact(at(org.rep2, now), { lead_id: lead.id, method: "email" }).catch(() => {});
  const [row] = await admin`select id from outreach_overrides where org_id = ${org.orgId}`;
  overrideId = row?.id;
});

const list = (asked: object) =>
  read(manager, "collisions:read", (tx) => listCollisions(tx, manager, listCollisionsInputSchema.parse(asked)));

describe("an override", () => {
  it("waits for a second look once, with its reason and the warning as it was shown", async () => {
    const { data, total } = await list({ review: "open" });
    expect(total).toBe(1);
    expect(data[0]).toMatchObject({
      kind: "overridden",
      reason: "She asked for it today",
      override: { id: overrideId, reviewed_by: null, codes: ["RECENTLY_CONTACTED", "SAME_CHANNEL_RECENT"] },
    });
    expect(data[0]?.override?.warning[0]?.message).toBe("rep1 emailed 1 hour ago. The slot is taken.");
    expect(await read(manager, "collisions:read", (tx) => countOpenReviews(tx, manager))).toBe(1);
    expect((await list({ kind: "overridden" })).total).toBe(2);
  });

  it("is not looked at by who made it, nor by a rep", async () => {
    await expect(reviewOverride(manager, { override_id: overrideId })).rejects.toMatchObject({ code: "FORBIDDEN" });
    await expect(reviewOverride(at(org.rep1, now), { override_id: overrideId })).rejects.toMatchObject({
      code: "FORBIDDEN",
    });
    const other = await mintOrganization();
    await expect(reviewOverride(at(other.admin, now), { override_id: overrideId })).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
    const own = (tx: Parameters<Parameters<typeof outcomeOf>[1]>[0]) =>
      tx.sql`update outreach_overrides set reviewed_by = user_id, reviewed_at = ${now} where id = ${overrideId}`;
    expect(await outcomeOf(org.orgId, own)).toBe("23514");
    const withoutTime = (tx: Parameters<typeof own>[0]) =>
      tx.sql`update outreach_overrides set reviewed_by = ${org.admin.actor.userId} where id = ${overrideId}`;
    expect(await outcomeOf(org.orgId, withoutTime)).toBe("23514");
  });

  it("is looked at once, on the record, and the look stands", async () => {
    const looks = await Promise.all(
      [1, 2, 3].map(() => reviewOverride(at(org.admin, now), { override_id: overrideId })),
    );
    expect(looks.filter((one) => one.reviewed)).toHaveLength(1);
    expect(await list({ review: "open" })).toMatchObject({ data: [], total: 0 });
    expect((await list({ review: "done" })).data[0]?.override?.reviewed_by?.name).toBe("admin");
    const events =
      await admin`select actor_name from events where org_id = ${org.orgId} and kind = 'override.reviewed'`;
    expect([...events]).toEqual([{ actor_name: "admin" }]);
    const back = await outcomeOf(
      org.orgId,
      (tx) => tx.sql`update outreach_overrides set reviewed_by = null, reviewed_at = null where id = ${overrideId}`,
    );
    expect(back).toBe("TL070");
  });
});

describe("a collision", () => {
  it("gets what was made of it from a manager, filters by it, and loses it again", async () => {
    const { data } = await list({ kind: "prevented" });
    const collision_id = data[0]?.id;
    await expect(resolveCollision(at(org.rep1, now), { collision_id, resolution: "agreed" })).rejects.toMatchObject({
      code: "FORBIDDEN",
    });
    await resolveCollision(manager, { collision_id, resolution: "agreed" });
    await resolveCollision(manager, { collision_id, resolution: "agreed" });
    expect((await list({ resolution: "agreed" })).data.map((one) => one.id)).toEqual([collision_id]);
    expect((await list({ resolution: "none" })).data.some((one) => one.id === collision_id)).toBe(false);
    await resolveCollision(manager, { collision_id, resolution: null });
    expect((await list({ resolution: "agreed" })).data).toEqual([]);
    const events = await admin`select 1 from events where org_id = ${org.orgId} and kind = 'collision.resolved'`;
    expect(events).toHaveLength(2);
    await expect(resolveCollision(manager, { collision_id, resolution: "shrug" })).rejects.toMatchObject({
      code: "INVALID",
    });
    const raw = (word: string) =>
      outcomeOf(
        org.orgId,
        (tx) => tx.sql`update collision_incidents set resolution = ${word} where id = ${String(collision_id)}`,
      );
    expect(await raw("shrug")).toBe("23514");
  });
});
