import { beforeEach, describe, expect, it } from "vitest";
import { at, type MintedOrganization, mintOrganization } from "@/db/testing/organization";
import { testDatabase } from "@/db/testing/test-database";
import { logContact } from "@/lib/communications/log-contact";
import type { Context } from "@/lib/core/context";
import { parseInput } from "@/lib/core/parse";
import { read } from "@/lib/core/read";
import { addDncEntry } from "@/lib/dnc/add-dnc-entry";
import { approveDncRemoval } from "@/lib/dnc-removals/approve-dnc-removal";
import { requestDncRemoval } from "@/lib/dnc-removals/request-dnc-removal";
import { createLead } from "@/lib/leads/create-lead";
import { deleteLead } from "@/lib/leads/delete-lead";
import { updateLead } from "@/lib/leads/update-lead";
import { addNote } from "@/lib/notes/add-note";
import { listFeed } from "./list-feed";
import { FEED_KINDS, type FeedEntry, feedPageSchema, listFeedInputSchema } from "./schema";

const { admin } = await testDatabase();
const minute = (nth: number) => new Date(Date.UTC(2026, 2, 2, 10, nth));
let org: MintedOrganization;
let lead: string;

// One of each, a minute apart, in this order.
beforeEach(async () => {
  org = await mintOrganization();
  const imported = { ...org.rep1, actor: { ...org.rep1.actor, via: "import" as const } };
  const email = `ines@${org.slug}.example`;
  lead = (await createLead(at(imported, minute(0)), { first_name: "Ines", email, score: 40 })).id;
  await logContact(at(org.rep1, minute(1)), { lead_id: lead, method: "email", subject: "Hello" });
  await addNote(at(org.rep2, minute(2)), { lead_id: lead, body: "Careful" });
  await updateLead(at(org.manager, minute(3)), { lead_id: lead, score: 60 });
  await updateLead(at(org.manager, minute(4)), { lead_id: lead, owner_id: org.rep2.actor.userId });
  const entry = await addDncEntry(at(org.rep1, minute(5)), { kind: "email", value: email, reason: "She wrote stop" });
  await requestDncRemoval(at(org.admin, minute(6)), {
    id: entry.id,
    reason: "It was a colleague of hers",
  });
  await approveDncRemoval(at(org.manager, minute(7)), { id: entry.id });
  await logContact(at(org.rep1, minute(8)), { lead_id: lead, method: "email", direction: "inbound", body: "Hi" });
});

const feed = (asked: object = {}, ctx: Context = org.rep1) =>
  read(ctx, "leads:read", (tx) => listFeed(tx, parseInput(listFeedInputSchema, { id: lead, ...asked }), ctx));
/** In words; what happened in one moment in the order of the words. */
const said = (data: FeedEntry[]) => {
  const words = (one: FeedEntry) =>
    one.kind === "touch" || one.kind === "note" || one.kind === "error"
      ? one.kind
      : `${one.what} ${one.from} ${one.to}`;
  return data
    .map((one) => ({ at: one.at, words: words(one) }))
    .toSorted((a, b) => b.at.localeCompare(a.at) || a.words.localeCompare(b.words))
    .map((one) => one.words);
};

describe("the feed of a lead", () => {
  it("holds touches, notes, status, owner, score, do-not-contact and import, newest first, as its schema says", async () => {
    const page = await feed();
    expect(feedPageSchema.safeParse(page).error?.issues ?? []).toEqual([]);
    expect(said(page.data)).toEqual([
      "status.changed contacted conversing",
      "touch",
      "dnc.removed all null",
      "dnc.added null all",
      "lead.manual rep1 rep2",
      "lead.changed 40 60",
      "note",
      "status.changed new contacted",
      "touch",
      "lead.created null null",
    ]);
    const times = page.data.map((one) => one.at);
    expect(times).toEqual(times.toSorted().reverse());
    const entry = page.data.find((one) => one.kind === "dnc");
    expect(entry).toMatchObject({ actor: { name: expect.any(String) } });
    // What moved a status, and how long it had been what it was.
    const moves = page.data.flatMap((one) => ("how" in one && one.kind === "status" ? [[one.how, one.seconds]] : []));
    expect(moves).toEqual([
      ["reply", 420],
      ["log", 60],
    ]);
  });

  it("is the same in one page and in pages of any size: nothing twice, nothing left out, many at one moment too", async () => {
    for (let nth = 0; nth < 9; nth++) await addNote(at(org.rep1, minute(9)), { lead_id: lead, body: `n${nth}` });
    const whole = (await feed({ limit: 200 })).data;
    for (const limit of [1, 2, 3, 7]) {
      const pages: FeedEntry[] = [];
      for (let cursor: string | undefined, more = true; more; ) {
        const page = await feed({ limit, cursor });
        expect(page.data.length).toBeLessThanOrEqual(limit);
        pages.push(...page.data);
        more = page.next_cursor !== null;
        cursor = page.next_cursor ?? undefined;
      }
      expect(pages).toEqual(whole);
    }
  });

  it("stays in place while it grows: what comes later is never on a later page", async () => {
    const first = await feed({ limit: 4 });
    await addNote(at(org.rep1, minute(30)), { lead_id: lead, body: "later" });
    const second = await feed({ limit: 50, cursor: first.next_cursor ?? "" });
    const whole = await feed({ limit: 50 });
    expect([...first.data, ...second.data]).toEqual(whole.data.slice(1));
  });

  it("holds the kinds that are asked for", async () => {
    for (const kind of FEED_KINDS) {
      const kinds = new Set((await feed({ kinds: kind })).data.map((one) => one.kind));
      expect([kind, [...kinds]]).toEqual([kind, kind === "merge" ? [] : [kind]]);
    }
    expect(new Set((await feed({ kinds: "note, status" })).data.map((one) => one.kind))).toEqual(
      new Set(["note", "status"]),
    );
    for (const wrong of [{ kinds: "notes" }, { kinds: "" }, { cursor: "x" }, { limit: 201 }, { other: 1 }]) {
      await expect(feed(wrong)).rejects.toMatchObject({ code: "INVALID" });
    }
  });

  it("names the file whose rows brought or changed the lead", async () => {
    const [file] = await admin`
      insert into imports (org_id, created_by, name, size, format, header, header_key, rows_estimated, rows_exact, mapping)
      values (${org.orgId}, ${org.manager.actor.userId}, 'fair.csv', 1, 'csv', '{}', 'k', 1, true, '{}') returning id`;
    await admin`insert into import_rows (org_id, import_id, number, line, outcome, lead_id, created_at)
      values (${org.orgId}, ${file?.id}, 1, 2, 'updated', ${lead}, ${minute(10)}), (${org.orgId}, ${file?.id}, 2, 3, 'skipped', ${lead}, ${minute(11)})`;
    const [first, ...rest] = (await feed({ kinds: "import" })).data;
    expect(first).toMatchObject({ what: "import.updated", to: "fair.csv", actor: { name: "manager" } });
    expect(rest).toHaveLength(1);
  });

  it("shows each part under its own permission: a key without it gets the rest", async () => {
    const key = (scopes: string[]): Context => ({ ...org.rep1, actor: { ...org.rep1.actor, via: "api", scopes } });
    const kinds = async (scopes: string[]) => new Set((await feed({}, key(scopes))).data.map((one) => one.kind));
    expect(await kinds(["leads:read"])).toEqual(new Set(["status", "assignment", "score", "import"]));
    expect(await kinds(["leads:read", "notes:read"])).toEqual(
      new Set(["status", "assignment", "score", "import", "note"]),
    );
    expect((await kinds(["leads:read", "communications:read", "dnc:read"])).has("note")).toBe(false);
  });

  it("is not there for a deleted lead, for who does not see the lead, or for another organization", async () => {
    const blind = { ...org.rep1, actor: { ...org.rep1.actor, sees: [org.rep1.actor.userId] } };
    const other = await mintOrganization();
    for (const ctx of [blind, other.admin]) await expect(feed({}, ctx)).rejects.toMatchObject({ code: "NOT_FOUND" });
    await deleteLead(at(org.rep1, minute(20)), { lead_id: lead });
    await expect(feed()).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  it("says which part failed, shows the others, and is whole again when asked again", async () => {
    const whole = await feed();
    await admin`revoke select on lead_assignments from touchline_app`;
    const broken = await feed().finally(() => admin`grant select on lead_assignments to touchline_app`);
    const [error, ...rest] = broken.data;
    expect(error).toMatchObject({
      kind: "error",
      part: "record",
      detail: expect.stringMatching(/status.*did not load/),
    });
    expect(rest).toEqual(whole.data.filter((one) => ["touch", "note", "dnc"].includes(one.kind)));
    expect(await feed()).toEqual(whole);
  });
});
