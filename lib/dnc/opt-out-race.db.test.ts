import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { inOrganization } from "@/db/tenant";
import { type MintedOrganization, mintOrganization } from "@/db/testing/organization";
import { testDatabase } from "@/db/testing/test-database";
import { logContact } from "@/lib/communications/log-contact";
import { insertCommunications } from "@/lib/communications/store";
import { databaseErrorCode } from "@/lib/core/database-errors";
import { AppError } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { createLead } from "@/lib/leads/create-lead";
import { takeSlot } from "@/lib/slots/store";
import { addDncEntry } from "./add-dnc-entry";

process.env.DATABASE_POOL_SIZE = "20";
const { admin } = await testDatabase();
const pairs = Number(process.env.TOUCHLINE_TEST_SIZE ?? "0.1") >= 1 ? 100 : 20;

let org: MintedOrganization;
beforeEach(async () => {
  org = await mintOrganization();
});

// Each side takes its number as the last thing before it commits, and dawdles a little before that. While the locks hold, a
// touch that is there took its number before the entry could; a lost race shows as the other order.
beforeAll(() =>
  admin.unsafe(`
    create sequence turns;
    create table commits (id uuid primary key, turn bigint not null);
    create function take_turn() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
    begin
      perform pg_sleep(random() * 0.01);
      insert into commits values (new.id, nextval('turns'));
      return null;
    end $$;
    create constraint trigger zz_turn after insert on communications deferrable initially deferred for each row execute function take_turn();
    create constraint trigger zz_turn after insert on dnc_entries deferrable initially deferred for each row execute function take_turn()`),
);

const kinds = ["email", "domain", "phone", "linkedin", "person"] as const;

describe("a touch and an opt-out at the same moment", { timeout: 120_000 }, () => {
  it.each(kinds)("by %s: no touch commits after the entry, and a refused one is refused for it", async (kind) => {
    const results = await eachPair(kind, async (target, nth) => {
      const method = kind === "phone" ? "sms" : kind === "linkedin" ? "linkedin" : "email";
      return logContact({ ...org.rep1, now: new Date() }, { lead_id: target.lead, method, subject: `${nth}` }).then(
        (done) => done.id,
        (error: unknown) => {
          expect(error).toBeInstanceOf(AppError);
          expect(error).toMatchObject({ code: "DNC_BLOCKED" });
          return null;
        },
      );
    });
    await expectOrder(results);
  });

  it("written by raw SQL as queued: either refused, or cancelled by the entry; none stays in the queue", async () => {
    const results = await eachPair("email", (target) =>
      inOrganization(org.orgId, async (tx) => {
        const touch = { id: newId(), leadId: target.lead, now: new Date() };
        const point = `email:${target.email}`;
        await takeSlot(tx, {
          leadId: touch.leadId,
          pointKey: point,
          group: "email",
          from: touch.now,
          seconds: 86_400,
          communicationId: touch.id,
          userId: null,
        });
        await insertCommunications(tx, [
          {
            id: touch.id,
            leadId: touch.leadId,
            source: "sequence",
            intent: "planned",
            channel: "email",
            direction: "outbound",
            status: "queued",
            occurredAt: touch.now,
            toAddress: target.email,
            toNorm: target.email,
            guardKind: "slot",
          },
        ]);
        return touch.id;
      }).catch((error: unknown) => {
        expect(databaseErrorCode(error)).toBe("TL040");
        return null;
      }),
    );
    await expectOrder(results);
    const left =
      await admin`select status, count(*)::int as n from communications where org_id = ${org.orgId} group by 1`;
    const stored = results.filter((one) => one.touch !== null).length;
    expect(left).toEqual(stored > 0 ? [{ status: "cancelled", n: stored }] : []);
  });
});

type Target = { lead: string; email: string };
type Result = { touch: string | null; entry: string };

async function eachPair(
  kind: (typeof kinds)[number],
  contact: (target: Target, nth: number) => Promise<string | null>,
): Promise<Result[]> {
  const results: Result[] = [];
  for (let nth = 0; nth < pairs; nth++) {
    const given = {
      email: `p${nth}@d${nth}.example.org`,
      domain: `d${nth}.test-${nth}.com`,
      phone: `+1415555${1000 + nth}`,
      linkedin: `person-${nth}`,
    };
    const email = kind === "domain" ? `p@${given.domain}` : given.email;
    const { id } = await createLead(org.rep1, {
      last_name: "Doe",
      email,
      phone: given.phone,
      linkedin: given.linkedin,
    });
    const value = { ...given, domain: `test-${nth}.com`, person: id }[kind];
    // Now the one, now the other gets away first; once each for certain.
    const [touchAt, entryAt] = [
      [0, 200],
      [200, 0],
    ][nth] ?? [6, Math.random() * 12];
    const [touch, entry] = await Promise.all([
      after(touchAt ?? 0, () => contact({ lead: id, email }, nth)),
      after(entryAt ?? 0, () =>
        addDncEntry({ ...org.rep2, now: new Date() }, { kind, value, reason: "asked to stop", source: "unsubscribe" }),
      ),
    ]);
    results.push({ touch, entry: entry.id });
  }
  return results;
}

async function expectOrder(results: Result[]): Promise<void> {
  const rows = await admin<{ id: string; turn: number }[]>`select id, turn::int from commits`;
  const turn = new Map(rows.map((row) => [row.id, row.turn]));
  const late = results.filter(
    ({ touch, entry }) => touch !== null && (turn.get(touch) ?? Infinity) > (turn.get(entry) ?? -1),
  );
  expect(late).toEqual([]);
  // A race that always ends the same way tried nothing.
  expect(new Set(results.map((one) => one.touch === null)).size).toBe(2);
}

const after = <T>(ms: number, work: () => Promise<T>): Promise<T> =>
  new Promise((resolve) => setTimeout(resolve, ms)).then(work);
