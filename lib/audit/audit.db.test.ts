import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { at, type MintedOrganization, mintOrganization } from "@/db/testing/organization";
import { testDatabase } from "@/db/testing/test-database";
import { read } from "@/lib/core/read";
import { currentTime } from "@/lib/core/time";
import { wakeSealer } from "@/lib/core/wake";
import { sealEvents } from "@/lib/events/seal-events";
import { createLead } from "@/lib/leads/create-lead";
import { updateLead } from "@/lib/leads/update-lead";
import { exportChain } from "./export-chain";
import { listAudit, listKinds } from "./queries";
import { listAuditInputSchema } from "./schema";

const { admin } = await testDatabase();
const stop = new AbortController();
let sealer: Promise<void>;
let org: MintedOrganization;
let lead: string;

beforeAll(async () => {
  sealer = sealEvents({ signal: stop.signal, warn: () => {} });
  org = await mintOrganization();
  const rep = at(org.rep1, currentTime());
  lead = (await createLead(rep, { first_name: "Ines", title: "Buyer" })).id;
  for (let nth = 0; nth < 4; nth++)
    await updateLead(at(org.rep2, currentTime()), { lead_id: lead, title: `Buyer ${nth}` });
  await createLead(rep, { first_name: "Omar" });
  wakeSealer();
  for (let tries = 0; tries < 500; tries++) {
    const [row] = await admin`select from events where org_id = ${org.orgId} and position is null limit 1`;
    if (!row) break;
    await sleep(20);
  }
});
afterAll(async () => {
  stop.abort();
  await sealer;
});

const list = (asked: object) => {
  const ctx = at(org.admin, currentTime());
  return read(ctx, "audit:read", (tx) => listAudit(tx, ctx, listAuditInputSchema.parse(asked)));
};

describe("the audit log", () => {
  it("tells newest first what changed from what to what, by whom, over pages without a gap", async () => {
    const all = (await list({ limit: 200 })).data;
    const positions = all.map((event) => event.position);
    expect(positions).toEqual(positions.toSorted((a, b) => b - a));
    const paged = [];
    for (let cursor: string | null | undefined; cursor !== null; ) {
      const page = await list({ limit: 3, ...(cursor && { cursor }) });
      paged.push(...page.data.map((event) => event.position));
      cursor = page.next_cursor;
    }
    expect(paged).toEqual(positions);
    const change = all.find((event) => event.kind === "lead.changed");
    expect(change).toMatchObject({ actor: { name: "rep2" }, lead: { id: lead, name: "Ines" } });
    expect(change?.payload).toMatchObject({ changes: { title: { old: "Buyer 2", new: "Buyer 3" } } });
  });

  it("is searched by kind, noun, actor, lead, day and words", async () => {
    const count = async (asked: object) => (await list({ limit: 200, ...asked })).data.length;
    expect(await count({ kind: "lead.changed" })).toBe(4);
    expect(await count({ kind: "lead." })).toBe(6);
    expect(await count({ actor: org.rep2.actor.userId })).toBe(4);
    expect(await count({ lead })).toBe(5);
    expect(await count({ q: "created", lead })).toBe(1);
    expect(await count({ q: "rep2" })).toBe(4);
    expect(await count({ q: "100%" })).toBe(0);
    const today = currentTime().toISOString().slice(0, 10);
    expect(await count({ from: today, lead })).toBe(5);
    expect(await count({ to: "2020-01-01" })).toBe(0);
    const ctx = at(org.admin, currentTime());
    const kinds = await read(ctx, "audit:read", listKinds);
    expect(kinds).toEqual(expect.arrayContaining(["lead.changed", "lead.created", "member.joined"]));
    expect(new Set(kinds).size).toBe(kinds.length);
  });

  it("is for admins, and of their organization alone", async () => {
    const other = await mintOrganization();
    const theirs = at(other.admin, currentTime());
    const page = await read(theirs, "audit:read", (tx) => listAudit(tx, theirs, listAuditInputSchema.parse({ lead })));
    expect(page.data).toEqual([]);
    const manager = at(org.manager, currentTime());
    await expect(exportChain(manager)).rejects.toMatchObject({ code: "FORBIDDEN" });
  });

  it("shows an erased payload as such", async () => {
    const [event] =
      await admin`select id from events where org_id = ${org.orgId} and kind = 'lead.changed' order by position limit 1`;
    await admin`update event_payloads set payload = null, salt = null where id = ${event?.id}`;
    expect((await list({ kind: "lead.changed" })).data.at(-1)?.payload).toBeNull();
  });
});

describe("an export", () => {
  const folder = mkdtempSync(join(tmpdir(), "touchline-audit-"));
  const file = join(folder, "audit.jsonl");
  const check = (lines: string[]) => {
    const changed = join(folder, "changed.jsonl");
    writeFileSync(changed, `${lines.join("\n")}\n`);
    try {
      return JSON.parse(execFileSync(process.execPath, ["docs/verify-export.mjs", changed], { encoding: "utf8" }));
    } catch (error) {
      return JSON.parse(error instanceof Error && "stdout" in error ? String(error.stdout) : "{}");
    }
  };
  let lines: string[] = [];
  beforeAll(async () => {
    writeFileSync(file, await new Response(await exportChain(at(org.admin, currentTime()))).text());
    lines = readFileSync(file, "utf8").trimEnd().split("\n");
  });

  it("is checked by a script that knows nothing of the product, an erased payload among it", () => {
    const [last] = lines.slice(-1).map((line) => JSON.parse(line));
    expect(check(lines)).toEqual({ ok: true, events: lines.length - 1, erased: 1, head: last.head.hash });
  });

  it.each<[string, (all: string[]) => string[], number]>([
    ["an edited text", (all) => all.with(3, String(all[3]).replace("touchline-event-1", "touchline-event-2")), 4],
    ["an edited payload", (all) => all.with(5, JSON.stringify({ ...JSON.parse(String(all[5])), payload: "{}" })), 6],
    ["a line that is gone", (all) => all.toSpliced(4, 1), 5],
    ["a line twice", (all) => all.toSpliced(4, 0, String(all[4])), 6],
    ["two lines that changed places", (all) => all.with(2, String(all[3])).with(3, String(all[2])), 3],
    ["a cut tail", (all) => all.toSpliced(all.length - 3, 2), 0],
    ["a head that is gone", (all) => all.slice(0, -1), 0],
    ["a file cut within a line", (all) => [...all.slice(0, 3), String(all[3]).slice(0, 40)], 4],
  ])("shows %s", (_, change, position) => {
    const found = check(change(lines));
    expect(found.ok).toBe(false);
    if (position > 0) expect(found.position).toBe(position);
  });
});
