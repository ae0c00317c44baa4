import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isFreeMail } from "@/lib/contact-points/free-mail-rules";
import cases from "@/lib/contact-points/normal-forms.cases.json";
import {
  domainsOf,
  type Normal,
  normalizeDomain,
  normalizeEmail,
  normalizeLinkedin,
  normalizePhone,
} from "@/lib/contact-points/rules";

type Case = { kind: keyof typeof cases; raw: string; region: string; norm: string | null; why: string };

const normalizers: Record<keyof typeof cases, (raw: string, region: string) => Normal> = {
  email: normalizeEmail,
  phone: normalizePhone,
  linkedin: normalizeLinkedin,
  domain: normalizeDomain,
};

const table: Case[] = Object.entries(cases).flatMap(([kind, rows]) =>
  rows.map((row) => {
    const [raw, region, norm, why] = row.length === 4 ? row : [row[0], "US", row[1], row[2]];
    return { kind, raw, region, norm, why } as Case;
  }),
);

describe("the table of normal forms", () => {
  it("has at least 300 distinct cases of four kinds", () => {
    const distinct = new Set(table.map(({ kind, raw, region }) => JSON.stringify([kind, raw, region])));
    expect(distinct.size).toBe(table.length);
    expect(table.length).toBeGreaterThanOrEqual(300);
  });

  it.each(table.filter((one) => one.norm !== null))("$kind: $why ($raw, $region)", ({ kind, raw, region, norm }) => {
    expect(normalizers[kind](raw, region)).toEqual({ ok: true, norm });
  });

  it.each(table.filter((one) => one.norm === null))("$kind refuses $raw: $why", ({ kind, raw, region, why }) => {
    const result = normalizers[kind](raw, region);
    expect(result).toEqual({ ok: false, reason: expect.stringContaining(why) });
  });
});

const rawText = fc.oneof(
  fc.string({ unit: "binary", maxLength: 60 }),
  fc.string({ unit: "grapheme", maxLength: 60 }),
  fc.string({ unit: fc.constantFrom(..."aB.+@-/%＠．İßﬁ\u200b\u00a0 2ü℀¨ſ"), maxLength: 30 }),
  fc.emailAddress(),
  fc.webUrl(),
  fc.constantFrom(...table.map((one) => one.raw)),
  fc
    .tuple(fc.constantFrom(...table.map((one) => one.raw)), fc.string({ unit: "binary", maxLength: 3 }))
    .map((two) => two.join("")),
);

describe.each(Object.entries(normalizers))("every %s", (_, normalize) => {
  it("is answered without an exception, and a norm is its own norm", () => {
    fc.assert(
      fc.property(rawText, fc.constantFrom("US", "DE", "IT", "RU", "", "XX"), (raw, region) => {
        const once = normalize(raw, region);
        expect(once.ok || /[.…]$/.test(once.reason)).toBe(true);
        if (!once.ok) return;
        expect(normalize(once.norm, region)).toEqual(once);
        expect(once.norm).not.toMatch(/[\s\p{Cc}\p{Cf}]/u);
      }),
      { numRuns: 3000 },
    );
  });

  it("refuses half a character", () => {
    expect(normalize("ada\ud800@example.com", "US")).toEqual({ ok: false, reason: expect.stringContaining("broken") });
  });

  it("refuses what is longer than any address, quickly", () => {
    expect(normalize("a".repeat(1_000_000), "US").ok).toBe(false);
    expect(normalize("1".repeat(900), "US").ok).toBe(false);
  });
});

describe("one mailbox", () => {
  it("has one norm whatever the case, tag and spaces", () => {
    const letters = fc.string({ unit: fc.constantFrom(..."abcdefgh123"), minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(letters, letters, (local, tag) => {
        const norm = normalizeEmail(`${local}@example.com`);
        expect(normalizeEmail(` ${local.toUpperCase()}+${tag}@Example.COM `)).toEqual(norm);
      }),
    );
  });

  it("is refused at 255 characters and taken at 254", () => {
    const host = `${"a".repeat(63)}.${"b".repeat(63)}.${"c".repeat(57)}.com`;
    expect(normalizeEmail(`${"x".repeat(64)}@${host}`)).toMatchObject({ ok: true });
    expect(normalizeEmail(`${"x".repeat(64)}@d${host}`)).toMatchObject({ ok: false });
  });
});

describe("the domains that cover an address", () => {
  it.each([
    ["ada@example.com", ["example.com"]],
    ["ada@mail.eu.example.com", ["mail.eu.example.com", "eu.example.com", "example.com"]],
    ["ada@x.example.co.uk", ["x.example.co.uk", "example.co.uk"]],
    ["example.co.uk", ["example.co.uk"]],
    ["foo.github.io", ["foo.github.io", "github.io"]],
    ["ada@mail.demo.example", ["mail.demo.example", "demo.example"]],
    ["ada@mail.xn--bcher-kva.de", ["mail.xn--bcher-kva.de", "xn--bcher-kva.de"]],
  ])("of %s are %j", (norm, domains) => expect(domainsOf(norm)).toEqual(domains));

  it("always contain the normal form of the address' domain", () => {
    const hosts = table.filter((one) => one.kind === "email" && one.norm !== null).map((one) => one.norm ?? "");
    for (const norm of hosts) {
      const domain = normalizeDomain(norm.slice(norm.lastIndexOf("@") + 1));
      expect(domain.ok && domainsOf(norm).includes(domain.norm)).toBe(true);
    }
  });
});

describe("free mail", () => {
  it.each(["gmail.com", "outlook.com", "gmx.de", "qq.com", "hotmail.co.uk"])("knows %s", (domain) => {
    expect(isFreeMail(domain)).toBe(true);
  });

  it.each(["acme.example", "ibm.com", "siemens.com", "harvard.edu"])("leaves %s a company", (domain) => {
    expect(isFreeMail(domain)).toBe(false);
  });
});
