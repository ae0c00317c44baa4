import { beforeAll, describe, expect, it } from "vitest";
import { type MintedOrganization, mintOrganization } from "@/db/testing/organization";
import { testDatabase } from "@/db/testing/test-database";
import { createApiKey } from "@/lib/accounts/create-api-key";
import type { Context } from "@/lib/core/context";
import { createLead } from "@/lib/leads/create-lead";
import { recordSourceCost } from "@/lib/source-costs/record-source-cost";
import { createSource } from "@/lib/sources/create-source";
import { saveViewMail } from "@/lib/view-mails/save-view-mail";

const { admin } = await testDatabase();
type Handler = (request: Request, context: { params: Promise<object> }) => Promise<Response>;
let org: MintedOrganization;
beforeAll(async () => {
  org = await mintOrganization();
  const fair = await createSource(org.manager, { name: "Fair" });
  await createLead(org.rep1, { last_name: "Doe", source: "Fair" });
  const month = org.manager.now.toISOString().slice(0, 7);
  await recordSourceCost(org.manager, { source_id: fair.id, month, kind: "event", amount_minor: 40_000 });
});

async function ask(path: string, ctx: Context, scopes?: string[]) {
  const { key } = await createApiKey(ctx, { name: "figures", ...(scopes && { scopes }) });
  const url = new URL(`/api/analytics/${path}`, "http://crm.test");
  const module: { GET: Handler } = await import(`@/app${url.pathname}/route`);
  const request = new Request(url, { headers: { authorization: `Bearer ${key}` } });
  const response = await module.GET(request, { params: Promise.resolve({}) });
  return { status: response.status, ...(await response.json()) };
}

describe("money", () => {
  it.each(["roi", "roi/rows?figure=costs", "roi/rows"])("is not told to a rep by %s", async (path) => {
    expect((await ask(path, org.rep1)).status).toBe(403);
    expect((await ask(path, org.manager, ["analytics:read"])).status).toBe(403);
    expect((await ask(path, org.manager)).status).toBe(200);
  });

  it("stands beside sources for who may see it, and is nowhere in the answer for others", async () => {
    const told = async (ctx: Context, scopes?: string[]) => {
      const { data, previous, rows } = await ask("sources?compare=previous", ctx, scopes);
      const costs = [data[0].cost_minor, data[0].cost_per_lead_minor, previous.cost_minor];
      return [data[0].arrived, ...costs, JSON.stringify(rows).includes("/roi/")];
    };
    expect(await told(org.manager)).toEqual([1, 40_000, 40_000, 0, true]);
    expect(await told(org.rep1)).toEqual([1, null, null, null, false]);
    expect(await told(org.manager, ["analytics:read"])).toEqual([1, null, null, null, false]);
  });

  it("is not mailed to who may not see it", async () => {
    const wish = { view: "roi", frequency: "daily" } as const;
    await expect(saveViewMail(org.rep1, wish)).rejects.toThrow("for managers");
    await saveViewMail(org.manager, wish);
  });
});

describe("one person's own figures", () => {
  it.each(["outreach", "outreach/rows"])("are answered by %s to them and to managers alone", async (path) => {
    const asking = `${path}?user_id=${org.rep1.actor.userId}`;
    const said = [];
    for (const ctx of [org.rep1, org.rep2, org.manager, org.admin]) said.push((await ask(asking, ctx)).status);
    expect(said).toEqual([200, 403, 200, 200]);
  });

  it.each(["hour=9", "weekday=1", "template_id=", "sequence_id="])(
    "are not put together from the table of all reps and %s",
    async (apart) => {
      const rep_id = org.rep1.actor.userId;
      const rows = `outreach/rows?rep_id=${rep_id}`;
      const taken = `${rows}&${apart.endsWith("=") ? apart + org.orgId : apart}`;
      const said = [];
      for (const ctx of [org.rep1, org.rep2, org.manager]) {
        said.push((await ask(taken, ctx)).status, (await ask(rows, ctx)).status);
      }
      expect(said).toEqual([200, 200, 403, 200, 200, 200]);
      expect((await ask(taken.replace(rep_id, "none"), org.rep2)).status).toBe(200);
    },
  );

  it("are not told by a team with fewer than two others in it", async () => {
    const [team] = await admin.begin(async (sql) => {
      await sql`select set_config('app.org_id', ${org.orgId}, true)`;
      return sql<{ id: string }[]>`insert into teams (org_id, name) values (${org.orgId}, 'North') returning id`;
    });
    const join = (...who: Context[]) =>
      admin`update memberships set team_id = ${team?.id ?? ""} where org_id = ${org.orgId} and user_id = any (${who.map((one) => one.actor.userId)}::uuid[])`;
    const asked = async () => {
      const said = [];
      for (const path of ["outreach", "outreach/rows"])
        for (const ctx of [org.rep2, org.manager]) said.push((await ask(`${path}?team_id=${team?.id}`, ctx)).status);
      return said;
    };
    await join(org.rep1, org.rep2);
    expect(await asked()).toEqual([403, 200, 403, 200]);
    const wish = { view: "outreach", query: `team_id=${team?.id}`, frequency: "daily" } as const;
    await expect(saveViewMail(org.rep2, wish)).rejects.toThrow("for managers");
    await join(org.manager);
    expect(await asked()).toEqual([200, 200, 200, 200]);
    await saveViewMail(org.rep2, wish);
  });

  it("are not mailed to a colleague", async () => {
    const wish = { view: "outreach", query: `user_id=${org.rep1.actor.userId}`, frequency: "daily" } as const;
    await expect(saveViewMail(org.rep2, wish)).rejects.toThrow("for managers");
    await saveViewMail(org.rep1, wish);
  });
});
