import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { inOrganization } from "@/db/tenant";
import { at, type MintedOrganization, mintOrganization } from "@/db/testing/organization";
import { testDatabase } from "@/db/testing/test-database";
import { logContact } from "@/lib/communications/log-contact";
import type { Context } from "@/lib/core/context";
import { read } from "@/lib/core/read";
import { createLead } from "@/lib/leads/create-lead";
import { getOutreachAnalytics } from "./queries";
import { listOutreachRows } from "./row-queries";
import { OUTREACH_FIGURES, outreachRowsInputSchema } from "./schema";

const { admin } = await testDatabase();

const today = new Date("2026-11-20T12:00:00Z");
const figuresOf = (ctx: Context, asked = {}) =>
  read(ctx, "analytics:read", (tx) => getOutreachAnalytics(tx, ctx, asked));
const day = (number: number, hour = 9) => new Date(Date.UTC(2026, 10, number, hour)).toISOString();

const sum = (all: number[]) => all.reduce((one, other) => one + other, 0);

async function mintLead(org: MintedOrganization) {
  const lead = await createLead(at(org.rep1, "2026-10-01T00:00:00Z"), { first_name: "Ines" });
  const log = (who: Context, occurredAt: string, more: object = {}) =>
    logContact(at(who, today), {
      lead_id: lead.id,
      method: "email",
      occurred_at: occurredAt,
      already_happened: true,
      ...more,
    });
  return { lead, log };
}

describe("outreach analytics", () => {
  let org: MintedOrganization;
  beforeAll(async () => {
    org = await mintOrganization({ timezone: "America/New_York" });
  });
  const ctx = () => at(org.manager, today);

  it("has no rate without any conversation", async () => {
    const empty = at((await mintOrganization()).manager, today);
    expect(await figuresOf(empty)).toMatchObject({
      total_attempts: 0,
      response_rate: null,
      response_rate_per_attempt: null,
      by_method: {},
      by_rep: [],
    });
  });

  it("names also those who only tried and were stopped, so that the reps add up to the whole", async () => {
    const other = await mintOrganization();
    const { lead, log } = await mintLead(other);
    await log(other.rep1, "2026-11-20T11:00:00Z");
    const planned = logContact(at(other.rep2, today), { lead_id: lead.id, method: "email" });
    await expect(planned).rejects.toMatchObject({ code: "RECENTLY_CONTACTED" });
    const { by_rep, collisions } = await figuresOf(at(other.manager, today));
    expect(by_rep.map((rep) => [rep.user?.name, rep.attempts, rep.collisions.prevented])).toEqual([
      ["rep1", 1, 0],
      ["rep2", 0, 1],
    ]);
    expect(by_rep[1]).toMatchObject({ conversations: 0, response_rate: null, median_response_time_hours: null });
    expect(collisions.prevented).toBe(1);
  });

  it("joins attempts into one conversation until a response, and begins another after it", async () => {
    const { log } = await mintLead(org);
    await log(org.rep1, day(2));
    await log(org.rep1, day(4));
    await log(org.rep1, day(5), { direction: "inbound" });
    await log(org.rep2, day(9));
    expect(await figuresOf(ctx())).toMatchObject({
      total_attempts: 3,
      conversations: 2,
      responded_conversations: 1,
      response_rate: 0.5,
      avg_response_time_hours: 24,
      median_response_time_hours: 24,
      by_method: { email: { attempts: 3, conversations: 2, responded_conversations: 1 } },
    });
  });

  it("begins another conversation after 14 silent days", async () => {
    const { log } = await mintLead(org);
    const before = await figuresOf(ctx(), { method: "call" });
    await log(org.rep1, "2026-10-25T10:00:00Z", { method: "call" });
    await log(org.rep1, "2026-11-09T10:00:00Z", { method: "call" });
    expect((await figuresOf(ctx(), { method: "call" })).conversations).toBe(before.conversations + 2);
  });

  it("never counts an inbound touch as our attempt", async () => {
    const { log } = await mintLead(org);
    await log(org.rep1, day(3), { method: "sms", direction: "inbound" });
    expect((await figuresOf(ctx(), { method: "sms" })).total_attempts).toBe(0);
  });

  it("counts a touch on the organization's day, not on UTC's", async () => {
    const { log } = await mintLead(org);
    await log(org.rep1, "2026-11-18T03:30:00Z", { method: "meeting" });
    const on = async (date: string) =>
      (await figuresOf(ctx(), { method: "meeting", from_date: date, to_date: date })).total_attempts;
    expect([await on("2026-11-17"), await on("2026-11-18")]).toEqual([1, 0]);
  });

  it("has as many rows behind each figure as the figure says", async () => {
    const figures = await figuresOf(ctx());
    const rows = (figure: string) =>
      read(ctx(), "analytics:read", (tx) => listOutreachRows(tx, ctx(), outreachRowsInputSchema.parse({ figure })));
    // The page of campaigns counts these.
    const ofThePage = OUTREACH_FIGURES.filter((figure) => figure !== "leads_marked");
    const totals = await Promise.all(ofThePage.map(async (figure) => (await rows(figure)).total));
    expect(totals).toEqual([
      figures.total_attempts,
      figures.leads_reached,
      figures.conversations,
      figures.responded_conversations,
      figures.responded_attempts,
      sum(figures.by_hour.map((one) => one.answered)),
      sum(figures.by_day.map((one) => one.responses)),
      sum(figures.by_direction.map((one) => one.touches)),
    ]);
  });

  it("tells rows in pages, each once, also those of one moment", async () => {
    const own = await mintOrganization({ calm: true });
    const manager = at(own.manager, today);
    const { log } = await mintLead(own);
    // One attempt is answered twice at the same moment: marked, and by their own touch.
    await log(own.rep1, day(3), { responded: true, response_at: day(4) });
    await log(own.rep1, day(4), { direction: "inbound" });
    const { id } = (await mintLead(own)).lead;
    for (let nth = 0; nth < 4; nth++)
      await logContact(manager, { lead_id: id, method: "call", occurred_at: day(5), already_happened: true });
    const walk = async (figure: string) => {
      const found: string[] = [];
      for (let cursor: string | null | undefined; cursor !== null; ) {
        const asked = outreachRowsInputSchema.parse({ figure, limit: 1, cursor });
        const page = await read(manager, "analytics:read", (tx) => listOutreachRows(tx, manager, asked));
        found.push(...page.data.map((row) => row.id));
        cursor = page.next_cursor;
      }
      return [found.length, new Set(found).size];
    };
    expect([await walk("attempts"), await walk("responses")]).toEqual([
      [5, 5],
      [2, 1],
    ]);
  });

  it("counts a team by its members of today, and nobody for a team that is not here", async () => {
    const { log } = await mintLead(org);
    await log(org.rep2, day(6), { method: "whatsapp" });
    const team_id = await inOrganization(org.orgId, async ({ sql }) => {
      const [team] = await sql<{ id: string }[]>`insert into teams (name) values ('North') returning id`;
      await sql`update memberships set team_id = ${team?.id ?? null} where user_id = ${org.rep2.actor.userId}`;
      return team?.id ?? "";
    });
    const [all, north] = [await figuresOf(ctx()), await figuresOf(ctx(), { team_id, compare: "previous" })];
    const ofRep2 = all.by_rep.find((rep) => rep.user?.id === org.rep2.actor.userId);
    expect(north.total_attempts).toBe(ofRep2?.attempts);
    expect(north.by_hour.reduce((sum, one) => sum + one.attempts, 0)).toBe(north.total_attempts);
    expect(north.previous?.total_attempts).toBe(0);
    expect((await figuresOf(ctx(), { team_id: org.orgId })).total_attempts).toBe(0);
  });

  it("counts attempts by the template they were made of, and names a colleague's own one to nobody else", async () => {
    const { lead, log } = await mintLead(org);
    const [own, shared] = await inOrganization(
      org.orgId,
      async ({ sql }) =>
        sql<{ id: string }[]>`insert into email_templates (name, channel, body, shared, owner_id, edited_by) values
        ('Mine', 'email', 'b', false, ${org.rep1.actor.userId}, ${org.rep1.actor.userId}),
        ('Ours', 'email', 'b', true, ${org.rep1.actor.userId}, ${org.rep1.actor.userId}) returning id`,
    );
    for (const hour of [1, 2, 3]) await log(org.rep1, day(13, hour), { method: "email" });
    await admin.begin(async (sql) => {
      await sql`set local session_replication_role = replica`;
      await sql`update communications set template_id = ${shared?.id ?? null}, template_version = 1 where lead_id = ${lead.id}`;
      await sql`update communications set template_id = ${own?.id ?? null} where lead_id = ${lead.id} and extract(hour from occurred_at at time zone 'UTC') = 1`;
    });
    const names = async (who: Context) =>
      (await figuresOf(at(who, today))).by_template.map(({ name, attempts, answered }) => [name, attempts, answered]);
    expect(await names(org.manager)).toEqual([
      ["Ours", 2, 0],
      ["A template of a colleague", 1, 0],
    ]);
    expect(await names(org.rep1)).toEqual([
      ["Ours", 2, 0],
      ["Mine", 1, 0],
    ]);
  });

  it("tells another organization nothing", async () => {
    const other = at((await mintOrganization()).admin, today);
    expect((await figuresOf(other)).total_attempts).toBe(0);
  });
});

describe("against a recount by hand", () => {
  const touch = fc.record({
    lead: fc.integer({ min: 0, max: 2 }),
    hours: fc.integer({ min: 1, max: 24 * 40 }),
    method: fc.constantFrom("email", "call"),
    direction: fc.constantFrom("outbound", "outbound", "inbound"),
    responded: fc.boolean(),
  });

  it("agrees for any ledger", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(touch, { minLength: 1, maxLength: 14, selector: (one) => one.hours }),
        async (touches) => {
          const org = await mintOrganization();
          const leads = await Promise.all([0, 1, 2].map(() => mintLead(org)));
          for (const { lead, hours, method, direction, responded } of touches) {
            const answered = direction === "outbound" && responded ? { responded: true } : {};
            await leads[lead]?.log(org.rep1, new Date(today.getTime() - hours * 3_600_000).toISOString(), {
              method,
              direction,
              ...answered,
            });
          }
          const asked = { from_date: "2026-10-01", to_date: "2026-11-20" };
          const manager = at(org.manager, today);
          const { conversations, responded_conversations, total_attempts } = await figuresOf(manager, asked);
          expect({ conversations, responded_conversations, total_attempts }).toEqual(recount(touches));
          // A page of attempts looks around its own leads, one of answered attempts around all: both say when each was answered.
          const hours = async (figure: string) => {
            const input = outreachRowsInputSchema.parse({ ...asked, figure, limit: 100 });
            const { data } = await read(manager, "analytics:read", (tx) => listOutreachRows(tx, manager, input));
            return new Map(data.flatMap((row) => (row.response_hours === null ? [] : [[row.id, row.response_hours]])));
          };
          expect(await hours("attempts")).toEqual(await hours("answered"));
        },
      ),
      { numRuns: Number(process.env.TOUCHLINE_TEST_SIZE ?? 12) },
    );
  });
});

type Given = { lead: number; hours: number; method: string; direction: string; responded: boolean };

// Walks each lead and channel forwards in time, as contracts.md tells it.
function recount(touches: Given[]) {
  const sums = { conversations: 0, responded_conversations: 0, total_attempts: 0 };
  const keys = new Set(touches.map((one) => `${one.lead} ${one.method}`));
  for (const key of keys) {
    const mine = touches.filter((one) => `${one.lead} ${one.method}` === key).toSorted((a, b) => b.hours - a.hours);
    let last: number | null = null;
    let answered = false;
    for (const one of mine) {
      if (one.direction === "inbound") {
        if (last !== null && last - one.hours <= 14 * 24 && !answered) {
          answered = true;
          sums.responded_conversations++;
        }
        continue;
      }
      if (last === null || answered || last - one.hours > 14 * 24) {
        sums.conversations++;
        answered = false;
      }
      sums.total_attempts++;
      last = one.hours;
      if (one.responded) {
        answered = true;
        sums.responded_conversations++;
      }
    }
  }
  return sums;
}
