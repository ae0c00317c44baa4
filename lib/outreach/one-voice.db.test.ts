import { beforeEach, describe, expect, it } from "vitest";
import { type MintedOrganization, mintOrganization } from "@/db/testing/organization";
import { testDatabase } from "@/db/testing/test-database";
import { logContact } from "@/lib/communications/log-contact";
import type { Context } from "@/lib/core/context";
import { AppError } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { createLead } from "@/lib/leads/create-lead";

// Every client its own connection: the race is between transactions, not for the pool.
process.env.DATABASE_POOL_SIZE = "50";
const { admin } = await testDatabase();
const full = Number(process.env.TOUCHLINE_TEST_SIZE ?? "0.1") >= 1;
const rounds = full ? 20 : 2;
const clients = 50;

let org: MintedOrganization;
beforeEach(async () => {
  org = await mintOrganization();
});

describe("50 clients that press at once", { timeout: 120_000 }, () => {
  it("at one address in two lead rows: one goes, 49 learn who holds the slot", async () => {
    for (let round = 0; round < rounds; round++) {
      const email = `someone@round${round}.example`;
      const leads = [await lead({ email }), await lead({ email: email.toUpperCase() })];
      await race((nth) => ({ lead_id: leads[nth % 2] ?? "", method: "email" }), leads);
    }
  });

  it("at one lead with two addresses: one goes, 49 learn who holds the slot", async () => {
    for (let round = 0; round < rounds; round++) {
      const id = await lead({ email: `first@two${round}.example` });
      await admin`insert into contact_points (org_id, lead_id, kind, raw, norm) values (${org.orgId}, ${id}, 'email', 'x', ${`second@two${round}.example`})`;
      // Whoever looks finds now the one, now the other to be the primary address.
      const turning = Array.from(
        { length: 20 },
        () => admin`update contact_points set is_primary = not is_primary where lead_id = ${id}`,
      );
      await Promise.all([race(() => ({ lead_id: id, method: "email" }), [id]), ...turning]);
    }
  });

  it("at one phone number, half by text and half on WhatsApp: each channel has its own winner", async () => {
    const id = await lead({ phone: "+14155550123" });
    const answers = await Promise.all(
      Array.from({ length: clients }, (_, nth) =>
        press(callerOf(nth), { lead_id: id, method: nth % 2 ? "sms" : "whatsapp" }),
      ),
    );
    expect(
      answers
        .filter((one) => !(one instanceof AppError))
        .map((one) => ("method" in one ? one.method : ""))
        .sort(),
    ).toEqual(["sms", "whatsapp"]);
  });

  it("with one Idempotency-Key: one touch is stored, and nobody is told otherwise", async () => {
    const id = await lead({ email: "once@example.org" });
    const idempotency = { principal: "p", route: "r", key: newId(), bodyHash: "h" };
    const answers = await Promise.all(
      Array.from({ length: 16 }, () => press({ ...org.rep1, idempotency }, { lead_id: id, method: "email" })),
    );
    const ids = new Set(answers.flatMap((one) => (one instanceof AppError ? [] : [one.id])));
    expect(ids.size).toBe(1);
    const refused = answers.filter((one) => one instanceof AppError);
    expect(refused.every((one) => one.code === "IN_PROGRESS")).toBe(true);
    const again = await logContact.execute({ ...org.rep1, idempotency }, { lead_id: id, method: "email" });
    expect([again.replayed, again.output.id]).toEqual([true, [...ids][0]]);
    expect(await attemptsOn([id])).toBe(1);
  });
});

/** All clients at once: exactly one success; every other a typed refusal that names the winner, its moment and its end. */
async function race(inputOf: (nth: number) => { lead_id: string; method: string }, leads: string[]): Promise<void> {
  const answers = await Promise.all(
    Array.from({ length: clients }, (_, nth) => press(callerOf(nth), { ...inputOf(nth), subject: `from ${nth}` })),
  );
  const winners = answers.flatMap((one, nth) => (one instanceof AppError ? [] : [{ nth, ...one }]));
  expect(winners).toHaveLength(1);
  const winner = winners[0];
  if (!winner) throw new Error("Nobody won");
  const holder = {
    user: { id: winner.user_id, name: callerOf(winner.nth).actor.name },
    at: winner.occurred_at,
    channel: winner.method,
    subject: `from ${winner.nth}`,
    excerpt: null,
  };
  const refusals = answers.filter((one) => one instanceof AppError);
  expect(refusals).toHaveLength(clients - 1);
  const until = new Date(Date.parse(winner.occurred_at) + 86_400_000).toISOString();
  for (const refusal of refusals) {
    expect(refusal).toMatchObject({
      code: "RECENTLY_CONTACTED",
      status: 409,
      extra: { holder, next_allowed_at: until },
    });
  }
  const byManager = refusals.filter((one) => one.extra?.overridable === true);
  expect(byManager.length).toBe(
    Array.from({ length: clients }, (_, nth) => nth).filter(
      (nth) => nth !== winner.nth && callerOf(nth) === org.manager,
    ).length,
  );
  expect(await attemptsOn(leads)).toBe(1);
  const kept =
    await admin`select kind, code, other_communication_id as other from collision_incidents where lead_id in ${admin(leads)}`;
  expect(kept).toHaveLength(clients - 1);
  expect(new Set(kept.map((one) => `${one.kind} ${one.code} ${one.other}`))).toEqual(
    new Set([`prevented RECENTLY_CONTACTED ${winner.id}`]),
  );
}

// Two colleagues, the same rep again and again, and a manager, who could override but was not asked for a reason yet.
const callerOf = (nth: number): Context => [org.rep1, org.rep2, org.rep1, org.manager][nth % 4] ?? org.rep1;

async function press(ctx: Context, input: Record<string, unknown>) {
  return logContact({ ...ctx, now: new Date() }, input).catch((error: unknown) => {
    if (error instanceof AppError) return error;
    throw error;
  });
}

const lead = async (given: Record<string, unknown>) => (await createLead(org.rep1, { last_name: "Doe", ...given })).id;

async function attemptsOn(leads: string[]): Promise<number> {
  const [row] =
    await admin`select count(*)::int as n from communications where lead_id in ${admin(leads)} and direction = 'outbound'`;
  return row?.n;
}
