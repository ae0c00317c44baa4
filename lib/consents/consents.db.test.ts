import { beforeEach, describe, expect, it } from "vitest";
import { at, type MintedOrganization, mintOrganization } from "@/db/testing/organization";
import { insertRawTouch, outcomeOf, type RawTouch } from "@/db/testing/raw";
import { testDatabase } from "@/db/testing/test-database";
import { logContact } from "@/lib/communications/log-contact";
import type { Context } from "@/lib/core/context";
import { newId } from "@/lib/core/ids";
import { read } from "@/lib/core/read";
import { createLead } from "@/lib/leads/create-lead";
import { assessLead } from "@/lib/outreach/assess-lead";
import { changeSettings } from "@/lib/settings/change-settings";
import { listConsents } from "./queries";
import { recordConsent } from "./record-consent";

const { admin } = await testDatabase();

let org: MintedOrganization;
let lead: string;
beforeEach(async () => {
  org = await mintOrganization();
  lead = (await createLead(org.rep1, { last_name: "Doe", email: "jane@acme.com", phone: "+14155550101" })).id;
});

const now = (ctx: Context) => at(ctx, new Date());
const record = (given: object) =>
  recordConsent(now(org.rep1), { lead_id: lead, kind: "email", source: "a form", ...given });
const granted = { status: "granted", lawful_basis: "consent" };
const plan = (method = "email", ctx = org.rep2) =>
  logContact(now(ctx), { lead_id: lead, method, override_reason: "she asked me to write" }).then(
    () => "ok",
    (error: { code: string }) => error.code,
  );

describe("a consent", () => {
  it("denied or withdrawn stops outreach to that address, for everybody, on no other", async () => {
    await record({ status: "denied", evidence: "Ticked no" });
    expect([await plan("email", org.admin), await plan("call")]).toEqual(["NO_CONSENT", "ok"]);
    const answer = await read(org.admin, "leads:read", (tx) => assessLead(tx, lead, now(org.admin)));
    expect(answer.channels.email?.rules.find((rule) => rule.code === "NO_CONSENT")).toMatchObject({
      result: "block",
      overridable: false,
    });
  });

  it("counts by the newest word, whenever it was written down; another purpose does not count", async () => {
    await record({ status: "withdrawn" });
    await record({ ...granted, at: new Date(Date.now() - 86_400_000).toISOString() });
    expect(await plan()).toBe("NO_CONSENT");
    await record(granted);
    await record({ status: "denied", purpose: "newsletter" });
    expect(await plan()).toBe("ok");
    const history = await read(org.rep1, "leads:read", (tx) => listConsents(tx, lead));
    expect(history.map((one) => [one.purpose, one.status, one.counts])).toEqual([
      ["newsletter", "denied", true],
      ["outreach", "granted", true],
      ["outreach", "withdrawn", false],
      ["outreach", "granted", false],
    ]);
  });

  it("is demanded by the organization's switch: unknown and run out stop then too", async () => {
    await changeSettings(org.admin, { "guard.consent.required": true });
    expect(await plan()).toBe("NO_CONSENT");
    await record({ ...granted, expires_at: new Date(Date.now() + 500).toISOString() });
    await new Promise((resolve) => setTimeout(resolve, 600));
    expect(await plan()).toBe("NO_CONSENT");
    await record({ status: "granted", lawful_basis: "legitimate_interest" });
    expect([await plan(), await plan("meeting")]).toEqual(["ok", "ok"]);
  });

  it("that applied is kept on the send", async () => {
    const { id } = await record(granted);
    await plan();
    const [touch] = await admin`select consent_id, consent_status from communications where org_id = ${org.orgId}`;
    expect(touch).toEqual({ consent_id: id, consent_status: "granted" });
  });

  it.each([
    [false, 3],
    [true, 2],
  ])(
    "withdrawn cancels what is queued to that address, and unless many share it (%s), to another of the same person",
    async (shared, cancelled) => {
      const twin = (await createLead(org.rep1, { last_name: "Roe", email: "jane@acme.com" })).id;
      await admin`update contact_points set shared = ${shared} where org_id = ${org.orgId} and norm = 'jane@acme.com'`;
      const stranger = (await createLead(org.rep1, { email: "joe@acme.com" })).id;
      await admin.begin(async (sql) => {
        await sql`set local session_replication_role = replica`;
        for (const [lead_id, to] of [
          ...[[lead, "jane@acme.com"] as const, [lead, "jane@home.example"] as const],
          ...[[twin, "jane@acme.com"] as const, [stranger, "joe@acme.com"] as const],
        ])
          await insertRawTouch(sql, { org_id: org.orgId, lead_id, to_address: to, to_norm: to });
      });
      expect(await record({ status: "withdrawn" })).toMatchObject({ cancelled });
      const left =
        await admin`select to_norm from communications where org_id = ${org.orgId} and status = 'queued' order by 1`;
      expect(left.map((row) => row.to_norm)).toEqual(shared ? ["jane@home.example", "joe@acme.com"] : ["joe@acme.com"]);
    },
  );

  it.each<[object, string, string | undefined]>([
    [{ status: "granted" }, "INVALID", "lawful_basis"],
    [{ status: "denied", expires_at: "2030-01-01T00:00:00Z" }, "INVALID", "expires_at"],
    [{ ...granted, expires_at: "2020-01-01T00:00:00Z" }, "INVALID", "expires_at"],
    [{ ...granted, kind: "linkedin" }, "INVALID", "value"],
    [{ ...granted, value: "other@acme.com" }, "INVALID", "value"],
    [{ ...granted, at: "2999-01-01T00:00:00Z" }, "INVALID", "at"],
    [{ ...granted, source: " " }, "INVALID", "source"],
    [{ ...granted, lead_id: newId() }, "NOT_FOUND", undefined],
  ])("refuses %j", async (given, code, path) => {
    await expect(record(given)).rejects.toMatchObject({
      code,
      ...(path ? { errors: [expect.objectContaining({ path })] } : {}),
    });
  });

  it("of another organization is neither seen nor given", async () => {
    await record({ status: "denied" });
    const other = await mintOrganization();
    await expect(read(other.rep1, "leads:read", (tx) => listConsents(tx, lead))).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
    const given = { lead_id: lead, kind: "email", source: "s", ...granted };
    await expect(recordConsent(other.rep1, given)).rejects.toMatchObject({ code: "NOT_FOUND" });
  });
});

describe("by raw SQL", () => {
  const tried = (text: string) => outcomeOf(org.orgId, ({ sql }) => sql.unsafe(text));
  const send = (touch: Partial<RawTouch> = {}) =>
    outcomeOf(org.orgId, ({ sql }) =>
      insertRawTouch(sql, {
        lead_id: lead,
        to_address: "jane@acme.com",
        to_norm: "jane@acme.com",
        channel: "push",
        ...touch,
      }),
    );

  it("nothing goes out against a denied consent, and what waits cannot begin; facts and drafts pass", async () => {
    await admin`update channels set address_kind = 'email' where org_id = ${org.orgId} and code = 'push'`;
    expect(await send()).toBe("ok");
    await record({ status: "denied" });
    await admin`update communications set status = 'queued' where org_id = ${org.orgId} and status = 'cancelled'`.catch(
      () => {},
    );
    expect(await send()).toBe("TL044");
    expect(await send({ status: "draft" })).toBe("ok");
    expect(await send({ status: "logged", intent: "happened", guard_kind: "none" })).toBe("ok");
    expect(await tried("update communications set status = 'queued' where status = 'draft'")).toBe("TL044");
  });

  it("a consent is neither rewritten nor deleted", async () => {
    await record({ status: "denied" });
    expect(await tried("update consents set status = 'granted'")).toBe("42501");
    expect(await tried("delete from consents")).toBe("42501");
    const insert = (columns: string, values: string) =>
      tried(
        `insert into consents (kind, value_norm, purpose, at, source, recorded_by, ${columns}) values ('email', 'x', 'outreach', now(), 's', '${org.rep1.actor.userId}', ${values})`,
      );
    expect(await insert("status", "'granted'")).toBe("23514");
    expect(await insert("status, expires_at", "'denied', now()")).toBe("23514");
  });
});

it("a withdrawal and a touch at the same moment: no touch is later than the withdrawal", {
  timeout: 60_000,
}, async () => {
  const outcomes = new Set<string>();
  for (let nth = 0; nth < 20; nth++) {
    lead = (await createLead(org.rep1, { email: `p${nth}@acme.com` })).id;
    const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
    const order: string[] = [];
    await Promise.all([
      wait(nth === 0 ? 100 : Math.random() * 8)
        .then(() => record({ status: "withdrawn" }))
        .then(() => order.push("withdrawn")),
      wait(nth === 1 ? 100 : Math.random() * 8)
        .then(() => plan())
        .then((outcome) => order.push(outcome)),
    ]);
    outcomes.add(order.find((one) => one !== "withdrawn") ?? "");
    expect(await plan("email")).not.toBe("ok");
  }
  expect(outcomes).toEqual(new Set(["ok", "NO_CONSENT"]));
});
