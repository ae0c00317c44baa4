import { beforeEach, describe, expect, it } from "vitest";
import { inOrganization } from "@/db/tenant";
import { type MintedOrganization, mintOrganization } from "@/db/testing/organization";
import { insertRawTouch, outcomeOf, type RawTouch } from "@/db/testing/raw";
import { testDatabase } from "@/db/testing/test-database";
import { newId } from "@/lib/core/ids";
import { createLead } from "@/lib/leads/create-lead";

const { admin } = await testDatabase();

let org: MintedOrganization;
let lead: string;
beforeEach(async () => {
  org = await mintOrganization();
  const given = { email: "jane@mail.acme.com", phone: "+14155550101", linkedin: "jane-doe" };
  lead = (await createLead(org.rep1, { last_name: "Doe", ...given })).id;
});

type Entry = { kind: string; value: string; channel?: string; expires?: string; revoked?: boolean };
const list = ({ kind, value, channel, expires, revoked }: Entry) =>
  inOrganization(
    org.orgId,
    ({ sql }) => sql`insert into dnc_entries (kind, value_norm, channel, reason, expires_at, revoked_at)
      values (${kind}, ${value === "the lead" ? lead : value}, ${channel ?? null}, 'asked to stop', now() + ${expires ?? null}::interval, ${revoked ? new Date() : null})`,
  );

const paths: Record<string, Partial<RawTouch>> = {
  email: { channel: "email", to_address: "Jane@mail.acme.com", to_norm: "jane@mail.acme.com" },
  "email elsewhere": { channel: "email", to_address: "x@other.org", to_norm: "x@other.org" },
  call: { channel: "call", to_address: "+14155550101", to_norm: "+14155550101" },
  linkedin: { channel: "linkedin", to_address: "jane-doe", to_norm: "jane-doe" },
  meeting: { channel: "meeting" },
};
const all = Object.keys(paths);

/** Slots by hand, so that nothing but the list stands in the way; "ok" after the commit, else the code. */
const send = (path: string, touch: Partial<RawTouch> = {}) =>
  outcomeOf(org.orgId, async ({ sql }) => {
    await sql`update communications set status = 'cancelled' where status = 'queued'`;
    await sql`update contact_guards set span = 'empty', released_at = now() where not isempty(span)`;
    const row: RawTouch & { id: string } = { id: newId(), lead_id: lead, ...paths[path], ...touch };
    const kind = { call: "phone", linkedin: "linkedin", meeting: "" }[path] ?? "email";
    const keys = [["lead", lead], ...(row.to_norm ? [["point", `${kind}:${row.to_norm}`]] : [])];
    if (row.intent !== "happened" && row.status !== "draft")
      for (const [scope, key] of keys)
        await sql`insert into contact_guards (scope, scope_key, channel_group, span, communication_id)
          select ${scope ?? ""}, ${key ?? ""}, channel_group, tstzrange(now() - interval '1 second', now() + interval '24 hours'), ${row.id} from channels where code = ${String(row.channel)}`;
    await insertRawTouch(sql, row);
  });

describe("an entry", () => {
  it.each<[string, Entry, string[]]>([
    ["nothing at all", { kind: "email", value: "somebody@else.org" }, []],
    // Any address of a person stops every channel to that person.
    ["by email", { kind: "email", value: "jane@mail.acme.com" }, all],
    ["by the host of the address", { kind: "domain", value: "mail.acme.com" }, all],
    ["by the domain above it", { kind: "domain", value: "acme.com" }, all],
    ["by a domain that only ends alike", { kind: "domain", value: "cme.com" }, []],
    ["by a host beside it", { kind: "domain", value: "www.acme.com" }, []],
    ["by phone", { kind: "phone", value: "+14155550101" }, all],
    ["by another phone", { kind: "phone", value: "+14155550102" }, []],
    ["by LinkedIn", { kind: "linkedin", value: "jane-doe" }, all],
    ["by person", { kind: "person", value: "the lead" }, all],
    ["by another person", { kind: "person", value: "00000000-0000-7000-8000-000000000000" }, []],
    ["by the address used, which the lead does not have", { kind: "email", value: "x@other.org" }, ["email elsewhere"]],
    ["by the domain of the address used", { kind: "domain", value: "other.org" }, ["email elsewhere"]],
    ["of one kind by a value of another", { kind: "linkedin", value: "jane@mail.acme.com" }, []],
    ["for email alone", { kind: "person", value: "the lead", channel: "email" }, ["email", "email elsewhere"]],
    ["for calls alone", { kind: "phone", value: "+14155550101", channel: "call" }, ["call"]],
    ["that runs out tomorrow", { kind: "person", value: "the lead", expires: "1 day" }, all],
    ["that ran out yesterday", { kind: "person", value: "the lead", expires: "-1 day" }, []],
    ["that was removed", { kind: "person", value: "the lead", revoked: true }, []],
  ])("%s stops what it should, by raw SQL too", async (_, entry, stopped) => {
    await list(entry);
    for (const path of all) expect([path, await send(path)]).toEqual([path, stopped.includes(path) ? "TL040" : "ok"]);
  });

  it("of another organization stops nothing here", async () => {
    const [here, hereLead] = [org, lead];
    org = await mintOrganization();
    await list({ kind: "email", value: "jane@mail.acme.com" });
    [org, lead] = [here, hereLead];
    expect(await send("email")).toBe("ok");
  });

  it.each<[string, Partial<RawTouch>, string]>([
    ["queued", { status: "queued" }, "TL040"],
    ["under way", { status: "sending" }, "TL040"],
    ["sent", { status: "sent" }, "TL040"],
    ["delivered, as planned", { status: "delivered" }, "TL040"],
    ["logged as planned", { status: "logged" }, "TL040"],
    ["sent as a fact", { status: "sent", intent: "happened", guard_kind: "none" }, "TL040"],
    [
      "planned on a channel said not to count",
      { status: "queued", counts_as_contact: false, guard_kind: "none" },
      "TL040",
    ],
    ["a fact by hand", { status: "logged", intent: "happened", guard_kind: "none" }, "ok"],
    ["theirs", { status: "logged", intent: "happened", guard_kind: "none", direction: "inbound" }, "ok"],
    ["kept as blocked", { status: "blocked", guard_kind: "none" }, "ok"],
    ["cancelled", { status: "cancelled", guard_kind: "none" }, "ok"],
    ["a draft", { status: "draft" }, "ok"],
  ])("meets a touch that is %s", async (_, touch, outcome) => {
    await list({ kind: "email", value: "jane@mail.acme.com" });
    expect(await send("email", touch)).toBe(outcome);
  });

  it("added later stops what waits: it cannot be queued, and not begin to be sent; it can be cancelled or blocked", async () => {
    await send("email", { id: newId(), status: "draft" });
    const waiting = newId();
    await send("email", { id: waiting, status: "queued" });
    await admin`insert into delivery_attempts (org_id, communication_id, number, worker, transport, lease_until)
      values (${org.orgId}, ${waiting}, 1, 'test', 'captured', now() + interval '1 hour')`;
    await list({ kind: "domain", value: "acme.com" });
    const move = (from: string, to: string) =>
      outcomeOf(org.orgId, ({ sql }) => sql`update communications set status = ${to} where status = ${from}`);
    expect(await move("draft", "queued")).toBe("TL040");
    expect(await move("queued", "sending")).toBe("TL040");
    expect(await move("queued", "blocked")).toBe("ok");
    expect(await move("draft", "cancelled")).toBe("ok");
  });
});

describe("the list", () => {
  const tried = (text: string) => outcomeOf(org.orgId, ({ sql }) => sql.unsafe(text));

  it("only grows: an entry is neither deleted nor rewritten, and a removed one stays removed", async () => {
    await list({ kind: "email", value: "jane@mail.acme.com" });
    expect(await tried("delete from dnc_entries")).toBe("42501");
    expect(await tried("update dnc_entries set value_norm = 'x'")).toBe("42501");
    expect(await tried("update dnc_entries set expires_at = now()")).toBe("42501");
    await list({ kind: "email", value: "gone@mail.acme.com", revoked: true });
    expect(await tried("update dnc_entries set revoked_at = null where revoked_at is not null")).toBe("TL041");
  });

  it("takes no second entry of the same, and no end for a legal opt-out", async () => {
    await list({ kind: "email", value: "a@b.org" });
    await expect(list({ kind: "email", value: "a@b.org" })).rejects.toMatchObject({ code: "23505" });
    for (const source of ["unsubscribe", "keyword", "complaint"]) {
      expect(
        await tried(
          `insert into dnc_entries (kind, value_norm, reason, source, expires_at) values ('email', '${source}', 'r', '${source}', now())`,
        ),
      ).toBe("23514");
    }
    expect(
      await tried(
        "insert into dnc_entries (kind, value_norm, reason, revoked_at, revoked_by, second_approver) values ('email', 'x', 'r', now(), new_id(), new_id())",
      ),
    ).toBe("23503");
  });

  it("makes whoever writes to it by any path wait for the touches under way", async () => {
    const locks = await inOrganization(org.orgId, async ({ sql }) => {
      await sql`insert into dnc_entries (kind, value_norm, reason) values ('email', 'a@b.org', 'r')`;
      return sql`select mode from pg_locks where locktype = 'advisory' and pid = pg_backend_pid()`;
    });
    expect(locks.map((lock) => lock.mode)).toEqual(["ExclusiveLock"]);
  });
});
