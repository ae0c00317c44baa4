import { beforeEach, describe, expect, it } from "vitest";
import { at, type MintedOrganization, mintOrganization } from "@/db/testing/organization";
import { testDatabase } from "@/db/testing/test-database";
import { logContact } from "@/lib/communications/log-contact";
import { listTouches } from "@/lib/communications/queries";
import type { Context } from "@/lib/core/context";
import { parseInput } from "@/lib/core/parse";
import { read } from "@/lib/core/read";
import { currentTime } from "@/lib/core/time";
import { createLead } from "@/lib/leads/create-lead";
import { deleteTranscript } from "./delete-transcript";
import { getTranscript, searchTranscripts } from "./queries";
import { restoreTranscript } from "./restore-transcript";
import { saveTranscript } from "./save-transcript";
import { searchTranscriptsInputSchema } from "./schema";

const { admin } = await testDatabase();
let org: MintedOrganization;
let lead: string;
let call: string;

beforeEach(async () => {
  org = await mintOrganization();
  lead = (await createLead(org.rep1, { first_name: "Ines", phone: "+14155550123" })).id;
  call = await mintCall();
});

const now = (ctx: Context) => at(ctx, currentTime());
const mintCall = async (leadId = lead, method = "call") =>
  (await logContact(now(org.rep1), { lead_id: leadId, method, already_happened: true })).id;
const save = (content: string, contact_id = call) => saveTranscript(now(org.rep1), { contact_id, content });
const search = (q: string, asked: object = {}, ctx = org.rep2) =>
  read(ctx, "communications:read", (tx) =>
    searchTranscripts(tx, parseInput(searchTranscriptsInputSchema, { q, ...asked })),
  );
const srt = (words: string) =>
  `1\n00:00:02,000 --> 00:00:04,000\nDana Ruiz: ${words}\n\n2\n00:01:05,000 --> 00:01:07,000\nInes: The café decides`;

describe("a transcript", () => {
  it("is kept with the times, shown by the touch, and a newer one takes its place", async () => {
    expect((await save(srt("Good morning"))).segments).toEqual([
      { from: 2, to: 4, speaker: "Dana Ruiz", text: "Good morning" },
      { from: 65, to: 67, speaker: "Ines", text: "The café decides" },
    ]);
    const touch = async () =>
      (await read(org.rep1, "communications:read", (tx) => listTouches(tx, { leadId: lead, limit: 5 }))).data[0];
    expect((await touch())?.has_transcript).toBe(true);
    await save("Just one line");
    expect((await read(org.rep2, "communications:read", (tx) => getTranscript(tx, call))).segments).toHaveLength(1);
    expect((await search("morning")).data).toEqual([]);
    await deleteTranscript(now(org.rep1), { contact_id: call });
    expect((await touch())?.has_transcript).toBe(false);
    expect((await search("line")).data).toEqual([]);
    await expect(deleteTranscript(now(org.rep1), { contact_id: call })).rejects.toMatchObject({ code: "NOT_FOUND" });
    await restoreTranscript(now(org.rep1), { contact_id: call });
    expect((await search("line")).data).toHaveLength(1);
    await expect(restoreTranscript(now(org.rep1), { contact_id: call })).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  it("belongs to a call or a meeting that is here and in sight", async () => {
    await expect(save("Hello", await mintCall(lead, "email"))).rejects.toMatchObject({ code: "INVALID" });
    await save("Hello");
    const other = await mintOrganization();
    const blind = { ...org.rep2, actor: { ...org.rep2.actor, sees: [org.rep2.actor.userId] } };
    for (const ctx of [other.admin, blind]) {
      await expect(read(ctx, "communications:read", (tx) => getTranscript(tx, call))).rejects.toMatchObject({
        code: "NOT_FOUND",
      });
      await expect(saveTranscript(now(ctx), { contact_id: call, content: "x" })).rejects.toMatchObject({
        code: "NOT_FOUND",
      });
      expect((await search("hello", {}, ctx)).data).toEqual([]);
    }
  });

  it("is refused with the field and the way out when it is no text, empty or too long", async () => {
    for (const content of ["", " \n", "a\u0000b", "x".repeat(2_000_001), 7])
      await expect(saveTranscript(now(org.rep1), { contact_id: call, content })).rejects.toMatchObject({
        code: "INVALID",
        errors: [{ path: "content" }],
      });
    await expect(
      saveTranscript(now(org.rep1), { contact_id: call, content: "x", language: "English" }),
    ).rejects.toMatchObject({
      code: "INVALID",
    });
  });

  it("of two million characters is kept and found, also with more different words than an index holds", async () => {
    const common = `${"we talked about pallets and drivers ".repeat(55_000)}zebra`;
    expect(common.length).toBeGreaterThan(1_900_000);
    await save(common);
    expect((await search("zebra")).data).toHaveLength(1);
    const words = Array.from({ length: 200_000 }, (_, nth) => `w${nth.toString(36)}x`).join(" ");
    await save(words);
    expect((await search("w5x")).data).toHaveLength(1);
  });
});

describe("a search in what was said", () => {
  it("finds all the words in any order, accents and case forgiven, and shows the first place with its time", async () => {
    await save(srt("The BUDGET is fixed in May"));
    for (const q of ["budget may", "May Budget", "CAFE decides", '"the budget is"', "ines cafe"])
      expect([q, (await search(q)).data.length]).toEqual([q, 1]);
    for (const q of ["budget june", '"budget the"', "& | !", "''"])
      expect([q, (await search(q)).data.length]).toEqual([q, 0]);
    const [hit] = (await search("cafe")).data;
    expect(hit).toMatchObject({
      contact_id: call,
      lead: { id: lead, name: "Ines" },
      segment: { from: 65, speaker: "Ines" },
    });
  });

  it("is read page by page, newest call first, and may be kept to one lead", async () => {
    const calls = [];
    for (const days of [5, 4, 3, 2]) {
      const occurred_at = new Date(Date.now() - days * 86_400_000).toISOString();
      const { id } = await logContact(now(org.rep1), { lead_id: lead, method: "meeting", occurred_at });
      await save("the budget", id);
      calls.unshift(id);
    }
    const other = (await createLead(org.rep1, { first_name: "Omar" })).id;
    await save("the budget", await mintCall(other));
    const first = await search("budget", { lead_id: lead, limit: 3 });
    const second = await search("budget", { lead_id: lead, limit: 3, cursor: first.next_cursor });
    expect([...first.data, ...second.data].map((one) => one.contact_id)).toEqual(calls);
    expect([first.next_cursor === null, second.next_cursor]).toEqual([false, null]);
    expect((await search("budget")).data).toHaveLength(5);
    await expect(search("b")).rejects.toMatchObject({ code: "INVALID" });
  });

  it("looks words up in its index, under the policies", async () => {
    const [org1] =
      await admin`select count(*)::int as n from pg_indexes where indexname = 'communication_transcripts_words_idx'`;
    expect(org1?.n).toBe(1);
  });
});
