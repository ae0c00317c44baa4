import { beforeEach, describe, expect, it } from "vitest";
import { inOrganization } from "@/db/tenant";
import { at, type MintedOrganization, mintOrganization } from "@/db/testing/organization";
import { insertRawTouch, outcomeOf } from "@/db/testing/raw";
import { testDatabase } from "@/db/testing/test-database";
import { logContact } from "@/lib/communications/log-contact";
import { markShared } from "@/lib/contact-points/mark-shared";
import { listContactPoints } from "@/lib/contact-points/queries";
import { AppError } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { checkOrganization } from "@/lib/integrity/queries";
import { createLead } from "./create-lead";
import { updateLead } from "./update-lead";

const { admin } = await testDatabase();
const info = "info@larkfield.example";
let org: MintedOrganization;
beforeEach(async () => {
  org = await mintOrganization();
});

const lead = async (given: object) => (await createLead(org.rep1, { last_name: "Doe", ...given })).id;
const points = (leadId: string) => inOrganization(org.orgId, (tx) => listContactPoints(tx, leadId));
const mark = async (leadId: string, shared = true, as = org.rep1) =>
  markShared(as, { contact_point_id: (await points(leadId))[0]?.id, shared });
const log = (lead_id: string, more: object = {}, as = org.rep1) =>
  logContact(at(as, new Date()), { lead_id, method: "email", ...more }).then(
    () => "taken",
    (error: unknown) => {
      if (error instanceof AppError)
        return ((error.extra?.warnings ?? []) as { code: string }[]).map((one) => one.code).join();
      throw error;
    },
  );

describe("a shared address", () => {
  it("lets two people behind it be contacted, and names the other touch instead of blocking", async () => {
    const [ines, omar] = [await lead({ email: info }), await lead({ email: info.toUpperCase() })];
    await mark(ines);
    expect(await log(ines, {}, org.rep2)).toBe("taken");
    const refused = await logContact(at(org.rep1, new Date()), { lead_id: omar, method: "email" }).catch(
      (error: AppError) => error,
    );
    expect(refused).toMatchObject({
      code: "SAME_CHANNEL_RECENT",
      extra: { overridable: true, holder: { user: { name: "rep2" } } },
    });
    expect(String((refused as AppError).detail)).toContain("which many share. It was about another lead.");
    expect(await log(omar, { override_reason: "another person at the same desk" })).toBe("taken");
    expect((await inOrganization(org.orgId, checkOrganization)).filter((one) => !one.ok)).toEqual([]);
  });

  it("still blocks the same lead", async () => {
    const ines = await lead({ email: info });
    await mark(ines);
    expect(await log(ines)).toBe("taken");
    expect(await log(ines)).toBe("RECENTLY_CONTACTED,SAME_CHANNEL_RECENT");
  });

  it("is shared wherever it stands, also where it is added later, and no longer when the mark is taken back", async () => {
    const [ines, omar] = [await lead({ email: info }), await lead({ email: info })];
    await mark(ines);
    const later = await lead({ email: info });
    const shared = async () => (await Promise.all([ines, omar, later].map(points))).map((list) => list[0]?.shared);
    expect(await shared()).toEqual([true, true, true]);
    await mark(later, false);
    expect(await shared()).toEqual([false, false, false]);
    expect(await log(ines, {}, org.rep2)).toBe("taken");
    expect(await log(omar)).toBe("RECENTLY_CONTACTED,SAME_CHANNEL_RECENT");
    const events = await admin`select kind from events where org_id = ${org.orgId} and kind = 'address.marked'`;
    expect(events).toHaveLength(2);
  });

  it("is not another organization's", async () => {
    await mark(await lead({ email: info }));
    org = await mintOrganization();
    const [ines, omar] = [await lead({ email: info }), await lead({ email: info })];
    expect([await log(ines), await log(omar)]).toEqual(["taken", "RECENTLY_CONTACTED,SAME_CHANNEL_RECENT"]);
  });

  it("is suggested for role mailboxes and for numbers of more than two leads", async () => {
    const [one] = [
      await lead({ email: "info@x.example", phone: "+14155550123" }),
      await lead({ phone: "+14155550123" }),
    ];
    expect((await points(one)).map((point) => point.looks_shared)).toEqual([
      "info@ is usually read by several people.",
      null,
    ]);
    await lead({ phone: "(415) 555-0123" });
    expect((await points(one)).map((point) => [point.leads, point.looks_shared])).toEqual([
      [1, "info@ is usually read by several people."],
      [3, "3 leads have this number. It may be a switchboard."],
    ]);
  });

  it("is for a manager to say where it does not look like one", async () => {
    const jane = await lead({ email: "jane@larkfield.example" });
    await expect(mark(jane)).rejects.toMatchObject({ code: "FORBIDDEN" });
    expect((await mark(jane, true, org.manager)).shared).toBe(true);
    expect((await mark(jane, false)).shared).toBe(false);
  });
});

describe("a person under a second address", () => {
  it("is one person: whoever shares one of the addresses waits, whichever was used", async () => {
    const ines = await lead({ email: "ines@larkfield.example" });
    await admin`insert into contact_points (org_id, lead_id, kind, raw, norm) values (${org.orgId}, ${ines}, 'email', 'i', 'ines@home.example')`;
    const twin = await lead({ email: "ines@home.example" });
    expect(await log(ines, {}, org.rep2)).toBe("taken");
    expect(await log(twin)).toContain("RECENTLY_CONTACTED");
  });

  it("is warned about by an address that was used under another lead, also when it is not the primary one", async () => {
    const twin = await lead({ email: "ines@home.example" });
    const back = new Date(Date.now() - 3 * 86_400_000).toISOString();
    expect(await log(twin, { occurred_at: back }, org.rep2)).toBe("taken");
    const ines = await lead({ email: "ines@larkfield.example" });
    await admin`insert into contact_points (org_id, lead_id, kind, raw, norm) values (${org.orgId}, ${ines}, 'email', 'i', 'ines@home.example')`;
    expect(await log(ines)).toBe("SAME_CHANNEL_RECENT");
  });

  it("of 20 who press at both leads at once, one wins", async () => {
    const ines = await lead({ email: "ines@larkfield.example" });
    await admin`insert into contact_points (org_id, lead_id, kind, raw, norm) values (${org.orgId}, ${ines}, 'email', 'i', 'ines@home.example')`;
    const twin = await lead({ email: "ines@home.example" });
    const answers = await Promise.all(Array.from({ length: 20 }, (_, nth) => log(nth % 2 ? ines : twin)));
    expect(answers.filter((one) => one === "taken")).toHaveLength(1);
  });

  it("that was taken off the lead is nobody's", async () => {
    const ines = await lead({ email: "ines@larkfield.example" });
    await updateLead(org.rep1, { lead_id: ines, email: "ines@home.example" });
    const other = await lead({ email: "ines@larkfield.example" });
    expect([await log(ines), await log(other)]).toEqual(["taken", "taken"]);
  });
});

describe("a planned touch to a shared address by raw SQL", () => {
  const whole = "tstzrange(now() - interval '1 second', now() + interval '24 hours', '[)')";
  const plan = (leadId: string, slots: { scope?: string; key: string; shared?: string }[], to = info) =>
    outcomeOf(org.orgId, async ({ sql }) => {
      const id = newId();
      for (const { scope = "lead", key, shared = null } of slots) {
        await sql`insert into contact_guards (scope, scope_key, channel_group, span, communication_id, shared_point)
          values (${scope}, ${key}, 'email', ${sql.unsafe(whole)}, ${id}, ${shared})`;
      }
      await insertRawTouch(sql, { id, lead_id: leadId, to_address: to, to_norm: to });
    });
  const said = `email:${info}`;

  it("needs its lead's slot, which says which address it leaves out", async () => {
    const [ines, omar] = [await lead({ email: info }), await lead({ email: info })];
    await mark(ines);
    expect(await plan(ines, [])).toBe("TL031");
    expect(await plan(ines, [{ key: ines }])).toBe("TL031");
    expect(await plan(ines, [{ key: omar, shared: said }])).toBe("TL031");
    expect(await plan(ines, [{ key: ines, shared: "email:else@larkfield.example" }])).toBe("TL031");
    expect(await plan(ines, [{ key: ines, shared: said }])).toBe("ok");
    expect(await plan(ines, [{ key: ines, shared: said }])).toBe("23P01");
    expect(await plan(omar, [{ key: omar, shared: said }])).toBe("ok");
  });

  it("is not believed where nobody said that the address is shared, or only of another kind or organization", async () => {
    const ines = await lead({ email: info, phone: "+14155550123" });
    expect(await plan(ines, [{ key: ines, shared: said }])).toBe("TL031");
    await admin`update contact_points set shared = true where lead_id = ${ines} and kind = 'phone'`;
    expect(await plan(ines, [{ key: ines, shared: said }])).toBe("TL031");
    const ours = org;
    org = await mintOrganization();
    await mark(await lead({ email: info }));
    org = ours;
    expect(await plan(ines, [{ key: ines, shared: said }])).toBe("TL031");
  });

  it("cannot tell afterwards that an address was left out", async () => {
    const ines = await lead({ email: info });
    expect(await log(ines)).toBe("taken");
    const change = outcomeOf(org.orgId, ({ sql }) => sql`update contact_guards set shared_point = 'x'`);
    expect(await change).toBe("42501");
  });
});
