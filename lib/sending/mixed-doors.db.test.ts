import { beforeEach, describe, expect, it } from "vitest";
import { type MintedOrganization, mintOrganization } from "@/db/testing/organization";
import { testDatabase } from "@/db/testing/test-database";
import { logContact } from "@/lib/communications/log-contact";
import type { Context } from "@/lib/core/context";
import { AppError } from "@/lib/core/errors";
import { createLead } from "@/lib/leads/create-lead";
import { cancelMessage } from "./cancel-message";
import { queueMessage } from "./queue-message";

// Every client its own connection: the race is between transactions, not for the pool.
process.env.DATABASE_POOL_SIZE = "50";
const { admin } = await testDatabase();
const rounds = Number(process.env.TOUCHLINE_TEST_SIZE ?? "0.1") >= 1 ? 100 : 3;
const clients = 50;

let org: MintedOrganization;
beforeEach(async () => {
  org = await mintOrganization({ calm: true });
});

type Answer = { id: string; at: string } | AppError;
type Door = (ctx: Context, lead: string) => Promise<Answer>;

const program = (ctx: Context): Context => ({ ...ctx, actor: { ...ctx.actor, via: "api" } });
const inHours = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString();
const text = { channel: "email", body_text: "Shall we say Tuesday?" };
const sent = ({ id, send_at: at }: { id: string; send_at: string }) => ({ id, at });
const logged = ({ id, occurred_at: at }: { id: string; occurred_at: string }) => ({ id, at });

/** Every way in which a person or a program says "I'm about to contact". */
const doors: Door[] = [
  async (ctx, lead) => logged(await logContact(ctx, { lead_id: lead, method: "email" })),
  async (ctx, lead) => sent(await queueMessage(ctx, { lead_id: lead, ...text })),
  async (ctx, lead) => sent(await queueMessage(ctx, { lead_id: lead, ...text, scheduled_for: inHours(20) })),
  async (ctx, lead) => sent(await queueMessage(program(ctx), { lead_id: lead, ...text })),
  async (ctx, lead) => logged(await logContact(program(ctx), { lead_id: lead, method: "email" })),
];

const people = () => [org.rep1, org.rep2, org.manager];

/** All clients at once through all doors, at two leads that are one person. */
async function race(leads: string[]): Promise<Answer[]> {
  return Promise.all(
    Array.from({ length: clients }, (_, nth) => {
      const ctx = { ...(people()[nth % 3] ?? org.rep1), now: new Date() };
      const door = doors[nth % doors.length];
      return (door?.(ctx, leads[nth % 2] ?? "") ?? Promise.reject()).catch((error: unknown) => {
        if (error instanceof AppError) return error;
        throw error;
      });
    }),
  );
}

const twins = async (round: number) => {
  const email = `someone${round}@${org.slug}.example`;
  const lead = async () => (await createLead(org.rep1, { last_name: "Doe", email })).id;
  return [await lead(), await lead()];
};
const standing = async (leads: string[]) =>
  admin`select status from communications where lead_id in ${admin(leads)} and status in ('queued', 'logged')`;

describe("50 clients through mixed doors", { timeout: 600_000 }, () => {
  it("at one address: one winner each round, 49 learn who has the slot, and until when", async () => {
    for (let round = 0; round < rounds; round++) {
      const leads = await twins(round);
      const answers = await race(leads);
      const winners = answers.flatMap((one) => (one instanceof AppError ? [] : [one]));
      expect(winners).toHaveLength(1);
      for (const refusal of answers.filter((one) => one instanceof AppError))
        expect(refusal).toMatchObject({
          code: "RECENTLY_CONTACTED",
          extra: { holder: { at: winners[0]?.at, channel: "email" } },
        });
      expect(await standing(leads)).toHaveLength(1);
    }
  });

  it("while what waits is cancelled again and again: never two stand, and the last slot is free", async () => {
    for (let round = 0; round < rounds; round++) {
      const leads = await twins(round);
      const answers = await Promise.all(
        Array.from({ length: clients }, async (_, nth) => {
          const ctx = { ...(people()[nth % 3] ?? org.rep1), now: new Date() };
          const won = await doors[2]?.(ctx, leads[nth % 2] ?? "").catch((error: unknown) => error);
          if (won instanceof AppError || typeof won !== "object" || won === null || !("id" in won)) return won;
          const overlaps = await admin`
            select 1 from contact_guards g join contact_guards h on h.org_id = g.org_id and h.scope = g.scope and h.scope_key = g.scope_key
              and h.channel_group = g.channel_group and h.span && g.span and h.id > g.id where g.org_id = ${org.orgId}`;
          expect(overlaps).toEqual([]);
          return cancelMessage({ ...ctx, now: new Date() }, { id: won.id });
        }),
      );
      const failed = answers.filter((one) => one instanceof AppError).map((one) => one.code);
      expect(new Set(failed.filter((code) => code !== "RECENTLY_CONTACTED" && code !== "UNAVAILABLE"))).toEqual(
        new Set(),
      );
      expect(await standing(leads)).toEqual([]);
      expect(await doors[0]?.({ ...org.rep1, now: new Date() }, leads[0] ?? "")).toMatchObject({
        id: expect.any(String),
      });
    }
  });
});
