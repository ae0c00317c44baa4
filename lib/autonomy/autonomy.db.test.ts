import { beforeEach, describe, expect, it } from "vitest";
import { at, type MintedOrganization, mintOrganization } from "@/db/testing/organization";
import { testDatabase } from "@/db/testing/test-database";
import { logContact } from "@/lib/communications/log-contact";
import { read } from "@/lib/core/read";
import { addDncEntry } from "@/lib/dnc/add-dnc-entry";
import { createLead } from "@/lib/leads/create-lead";
import { updateLead } from "@/lib/leads/update-lead";
import { findSuggestions } from "@/lib/suggestion-engine/find-suggestions";
import { approveSuggestion } from "@/lib/suggestions/approve-suggestion";
import { modifySuggestion } from "@/lib/suggestions/modify-suggestion";
import { listSuggestions } from "@/lib/suggestions/queries";
import { listSuggestionsInputSchema } from "@/lib/suggestions/schema";
import { snoozeSuggestion } from "@/lib/suggestions/snooze-suggestion";
import { changeAutonomy } from "./change-autonomy";
import { changeCeiling } from "./change-ceiling";
import { getAutonomy } from "./queries";
import { runAutomatic } from "./run-automatic";

const { admin } = await testDatabase();
const day = 86_400_000;

let org: MintedOrganization;
beforeEach(async () => {
  org = await mintOrganization({ calm: true });
});

const fresh = (ctx = org.rep1) => at(ctx, new Date());
const worker = () => ({ ...fresh(org.admin), actor: { ...org.admin.actor, userId: "", via: "job" as const } });
const later = (days: number) => new Date(Date.now() + days * day).toISOString();
let nth = 0;
/** A lead of rep1 that was written to so many days ago, and the suggestion to write again. */
const suggested = async (days = 8, ctx = org.rep1) => {
  nth += 1;
  const { id } = await createLead(ctx, { first_name: "Ada", email: `ada${nth}@${org.slug}.example` });
  await logContact(fresh(ctx), { lead_id: id, method: "email", already_happened: true, occurred_at: later(-days) });
  await findSuggestions(fresh(org.admin), {});
  const [one] = (await read(ctx, "suggestions:read", (tx) => listSuggestions(tx, asked(id)))).data;
  if (!one) throw new Error("Nothing was suggested");
  return one;
};
const asked = (lead_id: string) => listSuggestionsInputSchema.parse({ lead_id });
const statesOf = async () =>
  (await admin`select status, automatic, error from suggestions where org_id = ${org.orgId} order by id`).map(
    (one) => ({
      ...one,
    }),
  );
const sent = async () =>
  admin`select user_id, actor_name from communications where org_id = ${org.orgId} and source = 'suggestion'`;
const automatic = async (more: object = {}, ctx = org.rep1) => {
  await changeCeiling(fresh(org.admin), { SEND_EMAIL: { level: "automatic", day_limit: 50 } });
  await changeAutonomy(fresh(ctx), { SEND_EMAIL: { level: "automatic", ...more } });
};
const waits = { status: "PENDING", automatic: false, error: null };
const done = { status: "EXECUTED", automatic: true, error: null };

describe("what is automatic", () => {
  it("goes out once in the owner's name, by the same gate, when two workers press at once", async () => {
    await automatic();
    await suggested();
    const pressed = await Promise.all([runAutomatic(worker()), runAutomatic(worker()), runAutomatic(worker())]);
    expect(pressed.reduce((sum, one) => sum + one, 0)).toBe(1);
    expect(await sent()).toMatchObject([{ user_id: org.rep1.actor.userId, actor_name: "rep1" }]);
    expect(await statesOf()).toEqual([done]);
    const [slot] =
      await admin`select count(*)::int as n from contact_guards where org_id = ${org.orgId} and scope = 'lead'`;
    expect(slot?.n).toBeGreaterThan(0);
    expect(await runAutomatic(worker())).toBe(0);
  });

  it("is nothing until the person wants it and an admin allows it, and ends with either", async () => {
    await suggested();
    expect(await runAutomatic(worker())).toBe(0);
    await changeAutonomy(fresh(), { SEND_EMAIL: { level: "automatic" } });
    expect(await runAutomatic(worker())).toBe(0);
    await automatic();
    await changeCeiling(fresh(org.admin), { SEND_EMAIL: { level: "one_click" } });
    expect(await runAutomatic(worker())).toBe(0);
    expect(await statesOf()).toEqual([waits]);
    await automatic();
    expect(await runAutomatic(worker())).toBe(1);
  });

  it("passes nothing that a press would be refused: a colleague's touch, the list, a warning", async () => {
    await automatic();
    const cases = [
      {
        code: "RECENTLY_CONTACTED",
        before: (lead_id: string) => logContact(fresh(org.rep2), { lead_id, method: "call" }),
      },
      {
        code: "DNC_BLOCKED",
        before: (value: string) => addDncEntry(fresh(org.rep2), { kind: "person", value, reason: "asked" }),
      },
    ];
    for (const { before } of cases) {
      const { lead_id } = await suggested();
      await before(lead_id);
    }
    await suggested(6);
    expect(await runAutomatic(worker())).toBe(0);
    expect(await sent()).toHaveLength(0);
  });

  it("leaves to its owner what the gate refuses at the last moment, and does not try again", async () => {
    await automatic();
    const one = await suggested();
    // Somebody else holds the slot of this address under another lead: no rule spoke when it was proposed.
    const twin = await createLead(org.rep2, { first_name: "Ada", email: `ada${nth}@${org.slug}.example` });
    await logContact(fresh(org.rep2), { lead_id: twin.id, method: "email" });
    expect(await runAutomatic(worker())).toBe(0);
    expect(await statesOf()).toEqual([{ ...waits, error: "RECENTLY_CONTACTED" }]);
    expect(await runAutomatic(worker())).toBe(0);
    const [refused] =
      await admin`select count(*)::int as n from collision_incidents where org_id = ${org.orgId} and kind = 'prevented'`;
    expect(refused?.n).toBe(1);
    await expect(approveSuggestion(fresh(), { id: one.id })).rejects.toMatchObject({ code: "RECENTLY_CONTACTED" });
  });

  it("stops at the limit of the day, also for two workers, and goes on the next day", async () => {
    await automatic({ day_limit: 2 });
    for (let turn = 0; turn < 4; turn += 1) await suggested();
    await Promise.all([runAutomatic(worker()), runAutomatic(worker())]);
    expect(await sent()).toHaveLength(2);
    expect(await runAutomatic(worker())).toBe(0);
    const [left] =
      await admin`select id from suggestions where org_id = ${org.orgId} and status = 'PENDING' order by id limit 1`;
    const job = { ...fresh(), actor: { ...org.rep1.actor, via: "job" as const } };
    await expect(approveSuggestion(job, { id: left?.id })).rejects.toThrow(/limit of what goes out by itself/);
    expect(await sent()).toHaveLength(2);
    await admin`update suggestions set decided_at = decided_at - interval '1 day' where org_id = ${org.orgId} and automatic`;
    expect(await runAutomatic(worker())).toBe(2);
    expect(await sent()).toHaveLength(4);
  });

  it("takes the lower of two limits, and none is none", async () => {
    await automatic({ day_limit: 100 });
    await changeCeiling(fresh(org.admin), { SEND_EMAIL: { day_limit: 0 } });
    await suggested();
    expect(await runAutomatic(worker())).toBe(0);
    const { data } = await read(fresh(), "suggestions:read", (tx) =>
      getAutonomy(tx, org.rep1.actor.userId, new Date()),
    );
    expect(data.find((one) => one.action === "SEND_EMAIL")).toMatchObject({
      mine: { level: "automatic", day_limit: 100 },
      ceiling: { level: "automatic", day_limit: 0 },
      effective: { level: "automatic", day_limit: 0 },
      used_today: 0,
    });
  });

  it("leaves alone what a person changed or put off, what has another owner, and who left", async () => {
    await automatic();
    const [changed, off, given] = [await suggested(), await suggested(), await suggested()];
    await modifySuggestion(fresh(), { id: changed.id, content: { body: "In words of my own." } });
    await snoozeSuggestion(fresh(), { id: off.id, until: later(1) });
    await updateLead(fresh(org.admin), { lead_id: given.lead_id, owner_id: org.rep2.actor.userId });
    expect(await runAutomatic(worker())).toBe(0);
    await suggested();
    await admin`update memberships set active = false where org_id = ${org.orgId} and user_id = ${org.rep1.actor.userId}`;
    expect(await runAutomatic(worker())).toBe(0);
  });

  it("cannot be had past the database: a job that presses for somebody who did not want it sends nothing", async () => {
    const one = await suggested();
    const job = { ...fresh(), actor: { ...org.rep1.actor, via: "job" as const } };
    await expect(approveSuggestion(job, { id: one.id })).rejects.toMatchObject({ code: "CONFLICT" });
    expect(await sent()).toHaveLength(0);
    expect(await statesOf()).toEqual([waits]);
    expect(await approveSuggestion(fresh(), { id: one.id })).toMatchObject({ status: "EXECUTED", automatic: false });
  });
});

describe("what is off", () => {
  it("is not proposed about the leads of whoever switched it off, and is again when it is on", async () => {
    await changeAutonomy(fresh(), { SEND_EMAIL: { level: "off" } });
    await expect(suggested()).rejects.toThrow("Nothing was suggested");
    expect(await suggested(8, org.rep2)).toMatchObject({ type: "SEND_EMAIL" });
    await changeAutonomy(fresh(), { SEND_EMAIL: { level: "suggest" } });
    expect(await findSuggestions(fresh(org.admin), {})).toMatchObject({ proposed: 1 });
  });

  it("is off for everybody under an admin's ceiling", async () => {
    await changeCeiling(fresh(org.admin), { SEND_EMAIL: { level: "off" } });
    await expect(suggested(8, org.rep2)).rejects.toThrow("Nothing was suggested");
  });
});

describe("the ceiling", () => {
  it("is an admin's to set, and refuses what is no level", async () => {
    await expect(changeCeiling(fresh(), { SEND_EMAIL: { level: "automatic" } })).rejects.toMatchObject({
      code: "FORBIDDEN",
    });
    await expect(changeCeiling(fresh(org.admin), { SEND_EMAIL: { level: "always" } })).rejects.toMatchObject({
      code: "INVALID",
    });
    await expect(changeAutonomy(fresh(), { SEND_EMAIL: { day_limit: 201 } })).rejects.toThrow(/at most 200/);
    await expect(changeAutonomy(fresh(), { SEND_FAX: { level: "off" } })).rejects.toMatchObject({ code: "INVALID" });
  });
});
