import { describe, expect, it } from "vitest";
import { inOrganization } from "@/db/tenant";
import { at, type MintedOrganization, mintOrganization } from "@/db/testing/organization";
import { testDatabase } from "@/db/testing/test-database";
import { logContact } from "@/lib/communications/log-contact";
import { read } from "@/lib/core/read";
import { createLead } from "@/lib/leads/create-lead";
import { getLead } from "@/lib/leads/queries";
import { updateLead } from "@/lib/leads/update-lead";
import { keepScores } from "@/lib/worker/keep-scores";
import { assessModel } from "./assess-model";
import { publishModel } from "./publish-model";
import { getLeadScore, getScoring } from "./queries";
import { recomputeLead, recomputeScores } from "./recompute-scores";
import { publishModelInputSchema } from "./schema";

const { admin: database } = await testDatabase();
const day = 86_400_000;

/** As the sealer does: every event of every organization gets its place. */
const seal = async () => {
  await database`
    update events e set position = n.place, hash = '\\x00', prev_hash = '\\x00' from (
      select org_id, id, row_number() over (partition by org_id order by position nulls last, id) as place from events) n
    where e.org_id = n.org_id and e.id = n.id and e.position is null`;
  await database`
    insert into event_heads (org_id, position, hash) select org_id, max(position), '\\x00' from events group by org_id
    on conflict (org_id) do update set position = excluded.position`;
};

const scoreOf = (org: MintedOrganization, id: string) => read(org.rep1, "scoring:read", (tx) => getLeadScore(tx, id));

/** A lead who decides, wrote back within a day and spoke of money. */
async function promising(org: MintedOrganization, when = new Date(Date.now() - 2 * day)) {
  const lead = await createLead(org.rep1, {
    first_name: "Ada",
    last_name: "Promise",
    title: "Head of Sales",
    email: `ada-${Math.random()}@promise.example`,
    company: "Promise Ltd",
  });
  const touch = { lead_id: lead.id, method: "email", already_happened: true };
  await logContact(at(org.rep1, new Date()), { ...touch, direction: "outbound", occurred_at: when.toISOString() });
  await logContact(at(org.rep1, new Date()), {
    ...touch,
    direction: "inbound",
    body: "Thank you, what would the price be?",
    occurred_at: new Date(when.getTime() + 3_600_000).toISOString(),
  });
  return lead;
}

describe("a score", () => {
  it("is reckoned from what is known, with every point in words, and kept with its history", async () => {
    const org = await mintOrganization({ calm: true });
    const lead = await promising(org);
    const { score, priority_tier, fit, engagement, factors, history, signals } = await recomputeLead(org.rep1, {
      lead_id: lead.id,
    });
    const shown = Object.fromEntries(factors.map((one) => [one.signal, one.words]));
    expect(shown).toMatchObject({
      decision_maker: "Their title is one of somebody who decides.",
      company_known: expect.any(String),
      replied: "They replied once.",
      replied_quickly: "Their first reply came within a day.",
      budget_mentioned: expect.stringContaining("price"),
    });
    const sum = (axis: string) => factors.filter((one) => one.axis === axis).reduce((all, one) => all + one.points, 0);
    expect([fit, engagement]).toEqual([sum("fit"), sum("engagement")]);
    expect(score).toBe(Math.round(((fit ?? 0) * 40 + (engagement ?? 0) * 60) / 100));
    expect(signals.map((one) => one.type)).toContain("replied_quickly");
    expect(history).toMatchObject([{ score, previous: null, reason: "first", model_version: 0 }]);
    expect(await read(org.rep1, "leads:read", (tx) => getLead(tx, lead.id))).toMatchObject({ score, priority_tier });
  });

  it("fades with time, by half after the half-life, and says so", async () => {
    const org = await mintOrganization({ calm: true });
    const lead = await promising(org, new Date(Date.now() - 30 * day));
    const { factors } = await recomputeLead(org.rep1, { lead_id: lead.id });
    expect(factors.find((one) => one.signal === "replied")).toMatchObject({
      points: 20,
      words: "They replied once. That was 30 days ago, so 50 % of it counts.",
    });
  });

  it("does not rise by what machines do", async () => {
    const org = await mintOrganization({ calm: true });
    const lead = await promising(org);
    const before = await recomputeLead(org.rep1, { lead_id: lead.id });
    await database`update communications set open_count = 9, click_count = 9 where lead_id = ${lead.id} and direction = 'outbound'`;
    const after = await recomputeLead(org.rep1, { lead_id: lead.id });
    expect(after.score).toBe(before.score);
    expect(after.factors.find((one) => one.signal === "email_opened")?.points).toBe(0);
    expect(after.history).toHaveLength(1);
  });

  it("follows what happens, of every organization, and is nobody's edit of the lead", async () => {
    const [org, other] = [await mintOrganization({ calm: true }), await mintOrganization()];
    const lead = await createLead(org.rep1, { last_name: "New", email: "new@quiet.example" });
    const foreign = await createLead(other.rep1, { last_name: "Foreign" });
    await seal();
    await keepScores();
    const first = await scoreOf(org, lead.id);
    expect(first.history).toMatchObject([{ reason: "first", previous: null }]);
    await logContact(org.rep1, { lead_id: lead.id, method: "call", direction: "inbound", already_happened: true });
    await seal();
    await keepScores();
    const second = await scoreOf(org, lead.id);
    expect(second.score).toBeGreaterThan(first.score ?? 100);
    expect(second.history[0]).toMatchObject({ previous: first.score, reason: "event" });
    expect((await scoreOf(other, foreign.id)).score).not.toBeNull();
    const seen = await read(org.rep1, "leads:read", (tx) => getLead(tx, lead.id));
    expect(seen.version).toBeLessThanOrEqual(2);
    await expect(scoreOf(other, lead.id)).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  it("that somebody gave holds until they take it away, below every path", async () => {
    const org = await mintOrganization();
    const lead = await createLead(org.rep1, { last_name: "Given", score: 91, email: "given@x.example" });
    expect(await scoreOf(org, lead.id)).toMatchObject({ score: 91, priority_tier: "hot", given: true, history: [] });
    await recomputeScores(org.admin, {});
    await expect(recomputeLead(org.rep1, { lead_id: lead.id })).rejects.toMatchObject({ code: "CONFLICT" });
    const raw = inOrganization(
      org.orgId,
      ({ sql }) => sql`update leads set score = 1, last_scored_at = now() where id = ${lead.id}`,
    );
    await expect(raw).rejects.toMatchObject({ code: "TL150" });
    await updateLead(org.rep1, { lead_id: lead.id, score: null });
    await recomputeScores(org.admin, {});
    expect(await scoreOf(org, lead.id)).toMatchObject({ score: 12, given: false });
    await updateLead(org.rep1, { lead_id: lead.id, score: 80 });
    expect(await scoreOf(org, lead.id)).toMatchObject({ score: 80, given: true, factors: [], last_scored_at: null });
  });
});

describe("the model", () => {
  it("moves tiers at once with its thresholds, reckons anew afterwards, and keeps every version", async () => {
    const org = await mintOrganization({ calm: true });
    const given = await createLead(org.rep1, { last_name: "Sixty", score: 60 });
    const lead = await promising(org);
    await recomputeLead(org.rep1, { lead_id: lead.id });
    const scoring = await publishModel(org.admin, { hot: 55, warm: 30, note: "Sooner hot" });
    expect(scoring).toMatchObject({
      model: { version: 1, hot: 55, warm: 30, cold: 25 },
      versions: [{ note: "Sooner hot" }],
    });
    expect((await scoreOf(org, given.id)).priority_tier).toBe("hot");
    await publishModel(at(org.admin, new Date()), { weights: { replied: 0, replied_quickly: -20 }, if_version: 1 });
    await recomputeScores(at(org.admin, new Date(Date.now() + 1000)), {});
    const after = await scoreOf(org, lead.id);
    expect(after.factors.find((one) => one.signal === "replied_quickly")?.points).toBe(-20);
    expect(after.history.map((one) => [one.model_version, one.reason])).toEqual([
      [2, "model"],
      [0, "first"],
    ]);
    const { distribution, tiers, unscored } = await read(org.rep1, "scoring:read", getScoring);
    expect([distribution[60], tiers.hot, unscored]).toEqual([1, expect.any(Number), 0]);
  });

  it("from a clock that ran ahead keeps nobody scoring for ever, and counts once its time has come", async () => {
    const org = await mintOrganization({ calm: true });
    const lead = await promising(org);
    const tomorrow = new Date(Date.now() + 86_400_000);
    await publishModel(at(org.admin, tomorrow), { weights: { replied_quickly: -20 } });
    const now = () => at(org.admin, new Date());
    expect(await recomputeScores(now(), {})).toEqual({ leads: 1, more: false });
    expect(await recomputeScores(now(), {})).toEqual({ leads: 0, more: false });
    expect(await recomputeScores(at(org.admin, new Date(tomorrow.getTime() + 1000)), {})).toMatchObject({ leads: 1 });
    // The clock is set right: what was scored in the future is scored again now, once.
    expect(await recomputeScores(now(), {})).toMatchObject({ leads: 1 });
    expect(await recomputeScores(now(), {})).toMatchObject({ leads: 0 });
    expect(Date.parse((await scoreOf(org, lead.id)).last_scored_at ?? "")).toBeLessThanOrEqual(Date.now());
  });

  it("previews what a change would do and writes nothing", async () => {
    const org = await mintOrganization({ calm: true });
    await promising(org);
    const effect = await read(org.admin, "scoring:write", (tx) =>
      assessModel(tx, publishModelInputSchema.parse({ cold: 1, warm: 2, hot: 3 }), org.admin),
    );
    expect(effect).toMatchObject({ leads: 1, after: { hot: 1 } });
    expect((await read(org.rep1, "scoring:read", getScoring)).model.version).toBe(0);
  });

  it.each([
    [{ hot: 40 }, "INVALID"],
    [{ cold: 60 }, "INVALID"],
    [{ weights: { replied: 1000 } }, "INVALID"],
    [{ weights: { luck: 5 } }, "INVALID"],
    [{ half_life_days: 0 }, "INVALID"],
    [{ hot: 80, if_version: 7 }, "STALE"],
  ])("refuses %j", async (change, code) => {
    const org = await mintOrganization();
    await expect(publishModel(org.admin, change)).rejects.toMatchObject({ code });
    await expect(publishModel(org.manager, { hot: 80 })).rejects.toMatchObject({ code: "FORBIDDEN" });
  });

  it("lets one of two who publish at once win, and tells the other", async () => {
    const org = await mintOrganization();
    const both = await Promise.allSettled(
      [70, 80].map((hot) => publishModel(at(org.admin, new Date()), { hot, if_version: 0 })),
    );
    expect(both.filter((one) => one.status === "fulfilled")).toHaveLength(1);
    expect(both.find((one) => one.status === "rejected")).toMatchObject({ reason: { code: "STALE" } });
  });
});

it("scores tens of thousands of leads page by page", async () => {
  const org = await mintOrganization();
  const leads = Math.round(50_000 * Number(process.env.TOUCHLINE_TEST_SIZE ?? 0.03));
  await database`insert into leads (org_id, last_name, title, reply_count) select ${org.orgId}, 'Many ' || i, 'Director', i % 5 from generate_series(1, ${leads}) i`;
  await database`analyze leads`;
  let scored = 0;
  for (let more = true; more; ) {
    const page = await recomputeScores(org.admin, {});
    scored += page.leads;
    more = page.more;
  }
  expect(scored).toBe(leads);
  expect(await recomputeScores(org.admin, {})).toEqual({ leads: 0, more: false });
}, 120_000);
