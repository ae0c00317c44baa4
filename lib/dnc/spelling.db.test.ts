import { beforeAll, describe, expect, it } from "vitest";
import { type MintedOrganization, mintOrganization } from "@/db/testing/organization";
import { insertRawTouch, outcomeOf } from "@/db/testing/raw";
import { testDatabase } from "@/db/testing/test-database";
import { read } from "@/lib/core/read";
import { createLead } from "@/lib/leads/create-lead";
import { addDncEntry } from "./add-dnc-entry";
import { checkManyDnc } from "./check-queries";
import type { DncKind } from "./schema";

await testDatabase();

type Spelling = { kind: DncKind; value: string };

let org: MintedOrganization;
beforeAll(async () => {
  org = await mintOrganization();
  for (const entry of [
    { kind: "email", value: "jane.doe@acme-freight.com" },
    { kind: "email", value: "j.o.e@gmail.com" },
    { kind: "email", value: "käthe@bücher-müller.example" },
    { kind: "domain", value: "oldmill.co.uk" },
    { kind: "phone", value: "+14155550134" },
    { kind: "phone", value: "+493023125017" },
    { kind: "linkedin", value: "jane-doe-42" },
  ])
    await addDncEntry(org.rep1, { ...entry, reason: "asked to stop" });
});

const ask = (list: Spelling[]) =>
  read(org.rep1, "dnc:read", (tx) =>
    checkManyDnc(
      tx,
      list.map(({ kind, value }) => ({ kind, value })),
      "US",
      new Date(),
    ),
  );

describe("2,000 spellings of what is on the list", () => {
  it("are as many, all different", () => {
    for (const list of [variants, nearMisses])
      expect([list.length, new Set(list.map((one) => `${one.kind} ${one.value}`)).size]).toEqual([2000, 2000]);
  });

  it("are all blocked", async () => {
    const results = await ask(variants);
    expect(results.filter((one) => !one.blocked)).toEqual([]);
  });

  it("and 2,000 near misses are all let through", async () => {
    const results = await ask(nearMisses);
    expect(results.filter((one) => one.blocked)).toEqual([]);
  });

  it("of a lead's own address are stopped by the database, near misses are not", async () => {
    for (const [list, outcome] of [
      [variants, "TL040"],
      [nearMisses, "ok"],
    ] as const) {
      const sample = list.filter((one, nth) => nth % 67 === 0 && one.kind !== "domain");
      expect(sample.length).toBeGreaterThan(15);
      for (const { kind, value } of sample) {
        const lead = await createLead(org.rep1, { last_name: "Doe", [kind]: value }).catch(() => null);
        if (!lead) continue;
        const raw = { lead_id: lead.id, channel: "push" };
        expect([value, await outcomeOf(org.orgId, ({ sql }) => insertRawTouch(sql, raw))]).toEqual([value, outcome]);
      }
    }
  });
});

// A stream of numbers that is the same on every run.
function chance(seed: number) {
  let state = seed;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    const mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    return ((mixed ^ (mixed >>> 13)) >>> 0) / 4_294_967_296;
  };
  const pick = <T>(list: readonly T[]) => list[Math.floor(next() * list.length)] as T;
  return { next, pick };
}

function generate(seed: number, makers: ((of: ReturnType<typeof chance>) => Spelling)[]): Spelling[] {
  const of = chance(seed);
  const found = new Map<string, Spelling>();
  for (let nth = 0; found.size < 2000 && nth < 50_000; nth++) {
    const one = makers[nth % makers.length]?.(of);
    if (one) found.set(`${one.kind} ${one.value}`, one);
  }
  return [...found.values()];
}

type Of = ReturnType<typeof chance>;
const anyCase = (text: string, of: Of) =>
  [...text].map((sign) => (of.next() < 0.4 ? sign.toUpperCase() : sign)).join("");
const wide = (text: string, of: Of) =>
  [...text]
    .map((sign) => (of.next() < 0.2 && /[a-z]/.test(sign) ? String.fromCharCode(sign.charCodeAt(0) + 0xfee0) : sign))
    .join("");
const unseen = (text: string, of: Of) =>
  [...text].map((sign) => sign + (of.next() < 0.1 ? of.pick(["\u200b", "\u00ad", "\u2060"]) : "")).join("");
const around = (text: string, of: Of) => of.pick(["", " ", "\t", "\u00a0"]) + text + of.pick(["", " ", "  ", "\t"]);
const spelled = (text: string, of: Of) => around(unseen(wide(anyCase(text, of), of), of), of);
const tag = (of: Of) => of.pick(["", "+news", "+x1", "+a.b", `+${Math.floor(of.next() * 900)}`]);
const email = (local: string, host: string, of: Of): Spelling => ({
  kind: "email",
  value: spelled(`${of.pick(["", "", "mailto:"])}${local}${tag(of)}@${host}${of.pick(["", "."])}`, of),
});
const dotted = (text: string, of: Of) =>
  [...text].map((sign, nth) => (nth > 0 && of.next() < 0.4 ? `.${sign}` : sign)).join("");
const digits = (groups: string[], of: Of) => groups.join(of.pick([" ", "-", ".", "", " - ", "\u2011", "/"]));

const variants = generate(1, [
  (of) => email("jane.doe", "acme-freight.com", of),
  (of) => email(dotted("joe", of), "gmail.com", of),
  (of) => email("käthe", of.pick(["bücher-müller.example", "xn--bcher-mller-thbg.example"]), of),
  (of) => email(`p${Math.floor(of.next() * 500)}`, `${of.pick(["", "mail.", "a.b.", "x-1."])}oldmill.co.uk`, of),
  (of) => ({
    kind: "domain",
    value: around(
      `${of.pick(["", "http://", "https://", "@"])}${anyCase(`${of.pick(["", "www.", "shop.", "a.b."])}oldmill.co.uk`, of)}${of.pick(["", ".", ":443"])}`,
      of,
    ),
  }),
  (of) => ({
    kind: "phone",
    value: around(
      `${of.pick(["+1 ", "+1", "1 ", "", "001 ", "tel:+1"])}${of.pick([digits(["415", "555", "0134"], of), `(415) ${digits(["555", "0134"], of)}`])}${of.pick(["", " ext. 4", " x12"])}`,
      of,
    ),
  }),
  (of) => ({
    kind: "phone",
    value: around(
      `${of.pick(["+49 ", "+49", "0049 ", "+49 (0) ", "+49(0)"])}${digits(["30", "23125", "017"], of)}`,
      of,
    ),
  }),
  (of) => ({
    kind: "linkedin",
    value: around(
      `${of.pick(["", "https://", "http://"])}${of.pick(["linkedin.com/in/", "www.linkedin.com/in/", "de.linkedin.com/in/"])}${anyCase("jane-doe-42", of)}${of.pick(["", "/", "?trk=x", "/?a=1", "#about"])}`,
      of,
    ),
  }),
]);

const letter = (of: Of) => of.pick([..."abcdefghijklmnopqrstuvwxyz0123456789"]);
// One sign more, less or another, never the same again.
const slip = (text: string, of: Of): string => {
  const at = Math.floor(of.next() * text.length);
  const other = of.pick([
    text.slice(0, at) + letter(of) + text.slice(at),
    text.slice(0, at) + text.slice(at + 1),
    text.slice(0, at) + letter(of) + text.slice(at + 1),
  ]);
  return other === text ? `${text}x` : other;
};
const nearMisses = generate(2, [
  (of) => ({ kind: "email", value: `${slip("jane", of)}.doe@acme-freight.com` }),
  (of) => ({ kind: "email", value: `jane.doe@${slip("acme", of)}-freight.com` }),
  (of) => ({
    kind: "email",
    value: `${of.pick(["janedoe", "jane-doe", "jane_doe", "doe.jane", "j.doe"])}@${of.pick(["acme-freight.com", "mail.acme-freight.com", "acme-freight.co", "acme.com"])}`,
  }),
  (of) => ({ kind: "email", value: `${slip("joe", of)}x@gmail.com` }),
  (of) => ({
    kind: "email",
    value: `p${Math.floor(of.next() * 500)}@${of.pick(["xoldmill.co.uk", "oldmil.co.uk", "oldmill.com", "old-mill.co.uk", "oldmill.co.uk.example.org"])}`,
  }),
  (of) => ({
    kind: "domain",
    value: `${slip("oldmill", of)}.${of.pick(["co.uk", "com", "org.uk"])}`.replace(/^oldmill\.co\.uk$/, "mill.co.uk"),
  }),
  (of) => ({ kind: "phone", value: `+1415555${String(1000 + Math.floor(of.next() * 8999))}`.replace("0134", "0135") }),
  (of) => ({ kind: "phone", value: `+4930${String(23_125_018 + Math.floor(of.next() * 900))}` }),
  (of) => ({
    kind: "linkedin",
    value: `${of.pick(["jane-doe", "janedoe-42", "jane-doe-4", "jane-doe-43", "jane-d0e-42"])}${of.pick(["", "-a", "-b"])}${Math.floor(of.next() * 300)}x`,
  }),
]);
