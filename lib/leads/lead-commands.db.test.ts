import { beforeEach, describe, expect, it } from "vitest";
import { at, type MintedOrganization, mintOrganization } from "@/db/testing/organization";
import { testDatabase } from "@/db/testing/test-database";
import { logContact } from "@/lib/communications/log-contact";
import { AppError } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { read } from "@/lib/core/read";
import { addDncEntry } from "@/lib/dnc/add-dnc-entry";
import { createLead } from "./create-lead";
import { deleteLead } from "./delete-lead";
import { LEAD_STATUSES } from "./list-rules";
import { getLead } from "./queries";
import { restoreLead } from "./restore-lead";
import type { LeadStatus } from "./schema";
import { updateLead } from "./update-lead";

process.env.DATABASE_POOL_SIZE = "20";
const { admin } = await testDatabase();

let org: MintedOrganization;
beforeEach(async () => {
  org = await mintOrganization();
});

describe("creating a lead", () => {
  it("answers with the lead, its normal forms, its company and its tags, and tells the audit log", async () => {
    const lead = await createLead(org.rep1, {
      first_name: " Jane ",
      last_name: "Doe",
      email: "Jane@Acme.com",
      phone: "(415) 555-0123",
      linkedin: "https://linkedin.com/in/Jane-Doe",
      company: { name: "Acme", domain: "www.acme.com" },
      tags: ["hot", "hot", "vip"],
      timezone: "Europe/Berlin",
      metadata: { a: [1] },
      source: "fair",
      score: 80,
    });
    expect(lead).toMatchObject({
      first_name: "Jane",
      email: "Jane@Acme.com",
      phone: "+14155550123",
      linkedin: "jane-doe",
      company: { name: "Acme", domain: "acme.com" },
      owner: { id: org.rep1.actor.userId, name: "rep1" },
      status: "new",
      tags: ["hot", "vip"],
      timezone: "Europe/Berlin",
      metadata: { a: [1] },
      source: "fair",
      score: 80,
      priority_tier: "hot",
      contact_count: 0,
      awaiting_reply: false,
      needs_reply: false,
      do_not_contact: false,
      version: 1,
      possible_duplicates: [],
    });
    const points =
      await admin`select kind, norm, is_primary from contact_points where lead_id = ${lead.id} order by kind`;
    expect(points.map((one) => `${one.kind} ${one.norm} ${one.is_primary}`)).toEqual([
      "email jane@acme.com true",
      "linkedin jane-doe true",
      "phone +14155550123 true",
    ]);
    const events = await admin`select kind, actor_id from events where lead_id = ${lead.id}`;
    expect([...events]).toEqual([{ kind: "lead.created", actor_id: org.rep1.actor.userId }]);
  });

  it("names who may be the same person, and refuses with unique", async () => {
    const first = await createLead(org.rep1, {
      first_name: "Jane",
      last_name: "Doe",
      email: "jane@acme.com",
      phone: "+14155550123",
    });
    const again = { last_name: "D.", email: "JANE+x@ACME.com", phone: "415-555-0123" };
    expect((await createLead(org.rep2, again)).possible_duplicates).toEqual([
      { id: first.id, name: "Jane Doe", same: ["email", "phone"] },
    ]);
    await expect(createLead(org.rep2, { ...again, unique: true })).rejects.toMatchObject({
      code: "DUPLICATE_LEAD",
      status: 409,
    });
    expect(await createLead(org.rep2, { last_name: "Other", email: "other@acme.com", unique: true })).toMatchObject({
      possible_duplicates: [],
    });
  });

  it("with unique by twelve people at once makes one", async () => {
    const answers = await Promise.allSettled(
      Array.from({ length: 12 }, () => createLead(org.rep1, { last_name: "Doe", email: "one@acme.com", unique: true })),
    );
    expect(answers.filter((one) => one.status === "fulfilled")).toHaveLength(1);
    for (const one of answers)
      if (one.status === "rejected") expect(one.reason).toMatchObject({ code: "DUPLICATE_LEAD" });
  });

  it("calls a company that was known by its address alone by the first name that is given, and by no later one", async () => {
    const nameless = await createLead(org.rep1, { email: "a@deskco.example" });
    expect(nameless.company?.name).toBe("deskco.example");
    const named = await createLead(org.rep1, { email: "b@deskco.example", company: "Deskco" });
    const later = await createLead(org.rep2, { email: "c@deskco.example", company: "Desk Company" });
    expect([named.company, later.company]).toEqual([1, 2].map(() => ({ ...nameless.company, name: "Deskco" })));
  });

  it("takes the company from a corporate address, shares it, and never makes one of free mail", async () => {
    const [a, b, c] = [
      await createLead(org.rep1, { email: "a@acme.com" }),
      await createLead(org.rep1, { email: "b@eu.acme.com" }),
      await createLead(org.rep1, { email: "c@gmail.com" }),
    ];
    expect([a.company?.domain, b.company?.id === a.company?.id, c.company]).toEqual(["acme.com", true, null]);
  });

  it.each([
    [{}, "first_name"],
    [{ email: "no at" }, "email"],
    [{ last_name: "x", phone: "12" }, "phone"],
    [{ last_name: "x", timezone: "Mars/Olympus" }, "timezone"],
    [{ last_name: "x".repeat(201) }, "last_name"],
    [{ last_name: "a\u0000b" }, "last_name"],
    [{ last_name: "x", score: 101 }, "score"],
    [{ last_name: "x", nonsense: 1 }, "nonsense"],
    [{ last_name: "x", metadata: { a: "\u0000" } }, "metadata"],
    [{ last_name: "x", company: { name: "A", domain: "not a domain" } }, "company.domain"],
  ])("refuses %j and names %s", async (input, path) => {
    await expect(createLead(org.rep1, input)).rejects.toMatchObject({
      code: "INVALID",
      errors: [expect.objectContaining({ path })],
    });
  });
});

describe("changing a lead", () => {
  it("writes the given fields only; null clears, addresses and tags follow, the version counts up", async () => {
    const lead = await createLead(org.rep1, {
      first_name: "Jane",
      last_name: "Doe",
      email: "jane@acme.com",
      phone: "+14155550123",
      tags: ["a", "b"],
    });
    const changed = await updateLead(at(org.rep2, new Date()), {
      lead_id: lead.id,
      first_name: null,
      email: "new@acme.com",
      phone: null,
      tags: ["b", "c"],
      if_version: 1,
    });
    expect(changed).toMatchObject({
      first_name: null,
      last_name: "Doe",
      email: "new@acme.com",
      phone: null,
      tags: ["b", "c"],
      version: 2,
    });
    const points = await admin`select kind, norm from contact_points where lead_id = ${lead.id}`;
    expect([...points]).toEqual([{ kind: "email", norm: "new@acme.com" }]);
    const [event] =
      await admin`select p.payload::jsonb -> 'changes' as changes from events e join event_payloads p using (org_id, id) where e.lead_id = ${lead.id} and e.kind = 'lead.changed'`;
    expect(event?.changes).toMatchObject({
      first_name: { old: "Jane", new: null },
      email: { old: "jane@acme.com", new: "new@acme.com" },
      phone_e164: { old: "+14155550123", new: null },
    });
  });

  it("never leaves a lead without a name and without an address", async () => {
    const lead = await createLead(org.rep1, { last_name: "Doe", email: "doe@example.org" });
    const nobody = updateLead(org.rep1, { lead_id: lead.id, last_name: null, email: "" });
    await expect(nobody).rejects.toMatchObject({ code: "INVALID", errors: [{ path: "first_name" }] });
    expect(await updateLead(org.rep1, { lead_id: lead.id, last_name: null })).toMatchObject({ last_name: null });
  });

  it("that changes nothing leaves version, time and audit log alone", async () => {
    const lead = await createLead(org.rep1, { last_name: "Doe", email: "jane@acme.com" });
    const same = await updateLead(at(org.rep1, new Date(Date.now() + 5000)), {
      lead_id: lead.id,
      last_name: "Doe",
      email: "jane@acme.com",
    });
    expect([same.version, same.updated_at]).toEqual([1, lead.updated_at]);
    expect(await admin`select 1 from events where lead_id = ${lead.id}`).toHaveLength(1);
  });

  it("is refused as stale to the second of two who had the same version in front of them", async () => {
    const { id } = await createLead(org.rep1, { last_name: "Doe" });
    const answers = await Promise.allSettled(
      [org.rep1, org.rep2].map((ctx) => updateLead(ctx, { lead_id: id, title: ctx.actor.name, if_version: 1 })),
    );
    expect(answers.map((one) => (one.status === "rejected" ? one.reason.code : "done")).sort()).toEqual([
      "STALE",
      "done",
    ]);
  });

  it("of the status counts too: whoever had the old one in front of them is told", async () => {
    const { id } = await createLead(org.rep1, { last_name: "Doe" });
    await updateLead(org.rep1, { lead_id: id, status: "contacted", if_version: 1 });
    await expect(updateLead(org.rep2, { lead_id: id, status: "on_ice", if_version: 1 })).rejects.toMatchObject({
      code: "STALE",
    });
  });

  it("is not stale because a touch was logged meanwhile", async () => {
    const { id } = await createLead(org.rep1, { last_name: "Doe" });
    await logContact(org.rep2, { lead_id: id, method: "meeting" });
    expect(await updateLead(org.rep1, { lead_id: id, title: "CTO", if_version: 1 })).toMatchObject({
      title: "CTO",
      status: "contacted",
      contact_count: 1,
    });
  });
});

describe("a lead's status", () => {
  const allowed: Record<LeadStatus, string> = {
    new: "enriched contacted conversing on_ice unqualified",
    enriched: "contacted conversing on_ice unqualified",
    contacted: "conversing qualified on_ice lost unqualified",
    conversing: "qualified proposal on_ice lost unqualified",
    // Becoming a client, and no longer being one, is lib/clients.
    qualified: "proposal conversing on_ice lost",
    proposal: "qualified on_ice lost",
    on_ice: "contacted conversing qualified lost unqualified",
    lost: "on_ice conversing",
    unqualified: "new",
    converted: "",
  };
  const needs: Partial<Record<LeadStatus, "rep" | "manager" | "admin">> = {
    lost: "rep",
    unqualified: "manager",
  };

  it.each(LEAD_STATUSES)(
    "goes from %s where the table of the product says, by whom it says, with a reason where it says",
    async (from) => {
      const { id } = await createLead(org.rep1, { last_name: "Doe" });
      const role = needs[from];
      for (const to of LEAD_STATUSES.filter((one) => one !== from)) {
        const go = async (ctx: typeof org.rep1, status_reason?: string) => {
          await admin`update leads set status = ${from} where id = ${id}`;
          return updateLead(ctx, { lead_id: id, status: to, status_reason }).then(
            (lead) => lead.status,
            (error: unknown) => (error instanceof AppError ? error.code : String(error)),
          );
        };
        const may = allowed[from].split(" ").includes(to);
        expect([to, await go(org.admin, "said so")]).toEqual([to, may ? to : "STATUS_NOT_ALLOWED"]);
        if (!may) continue;
        expect([to, await go(org.admin)]).toEqual([to, role ? "INVALID" : to]);
        expect([to, await go(org.rep1, "said so")]).toEqual([
          to,
          role === undefined || role === "rep" ? to : "FORBIDDEN",
        ]);
        expect([to, await go(org.manager, "said so")]).toEqual([to, role === "admin" ? "FORBIDDEN" : to]);
      }
    },
  );

  it("that needs a reason names the field", async () => {
    const { id } = await createLead(org.rep1, { last_name: "Doe" });
    await admin`update leads set status = 'lost' where id = ${id}`;
    await expect(updateLead(org.rep1, { lead_id: id, status: "on_ice" })).rejects.toMatchObject({
      code: "INVALID",
      errors: [expect.objectContaining({ path: "status_reason" })],
    });
  });

  it("keeps trigger, actor, reason and the seconds in the one before", async () => {
    const start = Date.now() - 100_000;
    const { id } = await createLead(at(org.rep1, new Date(start)), { last_name: "Doe" });
    await updateLead(at(org.rep2, new Date(start + 90_000)), {
      lead_id: id,
      status: "on_ice",
      status_reason: "on leave",
    });
    const [row] =
      await admin`select from_status, to_status, trigger, reason, actor_id, seconds_in_previous::int as seconds from lead_status_history where lead_id = ${id}`;
    expect(row).toEqual({
      from_status: "new",
      to_status: "on_ice",
      trigger: "user",
      reason: "on leave",
      actor_id: org.rep2.actor.userId,
      seconds: 90,
    });
  });
});

describe("deleting and restoring", () => {
  it("takes a lead out of reach of every command, keeps its ledger, and brings it back as it was", async () => {
    const { id } = await createLead(org.rep1, { last_name: "Doe", email: "jane@acme.com" });
    await logContact(org.rep1, { lead_id: id, method: "email" });
    await deleteLead(org.rep1, { lead_id: id });
    await expect(seen(id)).rejects.toMatchObject({ code: "NOT_FOUND" });
    for (const attempt of [
      () => updateLead(org.rep1, { lead_id: id, title: "x" }),
      () => logContact(org.rep1, { lead_id: id, method: "call" }),
      () => deleteLead(org.rep1, { lead_id: id }),
    ]) {
      await expect(attempt()).rejects.toMatchObject({ code: "NOT_FOUND" });
    }
    expect(await admin`select 1 from communications where lead_id = ${id}`).toHaveLength(1);
    expect(await restoreLead(org.rep2, { lead_id: id })).toMatchObject({
      id,
      email: "jane@acme.com",
      contact_count: 1,
      status: "contacted",
    });
    await expect(restoreLead(org.rep2, { lead_id: id })).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  it("frees neither the slot nor the list: the same person as a new lead is still guarded", async () => {
    const { id } = await createLead(org.rep1, { last_name: "Doe", email: "jane@acme.com", phone: "+14155550123" });
    await logContact(org.rep1, { lead_id: id, method: "email" });
    await addDncEntry(org.rep1, { kind: "phone", value: "+14155550123", reason: "asked to stop" });
    await deleteLead(org.rep1, { lead_id: id });
    const again = await createLead(org.rep2, { last_name: "Doe", email: "jane@acme.com" });
    await expect(logContact(org.rep2, { lead_id: again.id, method: "email" })).rejects.toMatchObject({
      code: "RECENTLY_CONTACTED",
    });
    const called = await createLead(org.rep2, { last_name: "Doe", phone: "+14155550123" });
    expect(called.do_not_contact).toBe(true);
    await expect(logContact(org.rep2, { lead_id: called.id, method: "call" })).rejects.toMatchObject({
      code: "DNC_BLOCKED",
    });
  });
});

describe("another organization", () => {
  it("meets NOT_FOUND and changes nothing, whatever it tries", async () => {
    const { id } = await createLead(org.rep1, { last_name: "Doe", email: "jane@acme.com" });
    const other = (await mintOrganization()).admin;
    const tries = [
      () => read(other, "leads:read", (tx) => getLead(tx, id)),
      () => updateLead(other, { lead_id: id, title: "x" }),
      () => deleteLead(other, { lead_id: id }),
      () => restoreLead(other, { lead_id: id }),
      () => logContact(other, { lead_id: id, method: "email" }),
      () => addDncEntry(other, { kind: "person", value: id, reason: "r" }),
      () => updateLead(other, { lead_id: newId(), title: "x" }),
    ];
    for (const attempt of tries) await expect(attempt()).rejects.toMatchObject({ code: "NOT_FOUND", status: 404 });
    expect(
      (await createLead(other, { last_name: "Doe", email: "jane@acme.com", unique: true })).possible_duplicates,
    ).toEqual([]);
    expect(await seen(id)).toMatchObject({ title: null, version: 1 });
  });

  it("cannot give a lead to somebody else's member", async () => {
    const { id } = await createLead(org.rep1, { last_name: "Doe" });
    const stranger = (await mintOrganization()).rep1.actor.userId;
    await expect(updateLead(org.rep1, { lead_id: id, owner_id: stranger })).rejects.toBeInstanceOf(AppError);
  });
});

const seen = (id: string) => read(org.rep1, "leads:read", (tx) => getLead(tx, id));
