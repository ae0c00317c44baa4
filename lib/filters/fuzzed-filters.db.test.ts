import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { inOrganization } from "@/db/tenant";
import { at, type MintedOrganization, mintOrganization } from "@/db/testing/organization";
import { testDatabase } from "@/db/testing/test-database";
import { logContact } from "@/lib/communications/log-contact";
import { read } from "@/lib/core/read";
import { addDncEntry } from "@/lib/dnc/add-dnc-entry";
import { createLead } from "@/lib/leads/create-lead";
import { listLeads } from "@/lib/leads/list-queries";
import { LEAD_STATUSES } from "@/lib/leads/list-rules";
import { type Lead, listLeadsInputSchema } from "@/lib/leads/schema";
import { updateLead } from "@/lib/leads/update-lead";
import { type Condition, isDay, numbersOf, textsOf } from "./condition-schema";
import { FIELD_NAMES, type FilterField, fieldOf, OPERATORS, type Operator, shapeOf } from "./field-schema";
import { leadCondition } from "./rules";
import { type Filter, filterSchema } from "./schema";

await testDatabase();
const full = Number(process.env.TOUCHLINE_TEST_SIZE ?? "0.1") >= 1;
const zone = "America/New_York";
const now = new Date("2026-03-20T15:00:00Z");

let org: MintedOrganization;
let leads: Lead[];
let worth: Map<string, number>;
let asker: MintedOrganization["rep1"];
let owners: string[];

beforeAll(async () => {
  org = await mintOrganization({ timezone: zone, calm: true });
  asker = at(org.rep1, now);
  owners = [org.rep1.actor.userId, org.rep2.actor.userId];
  for (let nth = 0; nth < 48; nth++) await addLead(nth);
  const all = await ask({ and: [] });
  leads = all;
  const values = await inOrganization(org.orgId, async ({ sql }) => {
    await sql`update leads set currency = 'EUR', estimated_value_minor = 1000 * score where score > 40`;
    return sql<{ id: string; value: number }[]>`
      select id, estimated_value_minor as value from leads where estimated_value_minor is not null`;
  });
  worth = new Map(values.map((one) => [one.id, one.value]));
});

describe("a tree of conditions", () => {
  it("finds the same leads as the same conditions asked of each lead, and counts them", async () => {
    await fc.assert(
      fc.asyncProperty(tree, async (raw) => {
        const parsed = filterSchema.safeParse(raw);
        fc.pre(parsed.success);
        const filter = parsed.data;
        const asked = compiled(filter);
        fc.pre(asked !== null);
        const expected = leads.filter((lead) => fits(lead, filter)).map((lead) => lead.id);
        const page = await list(filter);
        expect(page.data.map((lead) => lead.id).sort()).toEqual(expected.sort());
        expect(page.total).toBe(expected.length);
      }),
      { numRuns: full ? 3000 : 250 },
    );
  });

  it("asks every field with every operator it knows", async () => {
    for (const field of FIELD_NAMES) {
      for (const op of OPERATORS.filter((one) => shapeOf(field, one))) {
        const examples = fc.sample(conditionOn(field, op), { numRuns: 40 }).map((one) => filterSchema.safeParse(one));
        const asked = examples.flatMap((one) => (one.success && compiled(one.data) ? [one.data] : [])).slice(0, 4);
        expect([field, op, asked.length > 0]).toEqual([field, op, true]);
        for (const filter of asked) {
          const expected = leads.filter((lead) => fits(lead, filter)).map((lead) => lead.id);
          expect([filter, (await ask(filter)).map((lead) => lead.id).sort()]).toEqual([filter, expected.sort()]);
        }
      }
    }
  });

  it("is SQL of an allow-list: known words, known literals, and nothing of what was typed", () => {
    fc.assert(
      fc.property(tree, (raw) => {
        const parsed = filterSchema.safeParse(raw);
        fc.pre(parsed.success);
        const asked = compiled(parsed.data);
        fc.pre(asked !== null);
        expect(unknownTokens(asked.where)).toEqual([]);
        const places = [...asked.where.matchAll(/\$(\d+)::text/g)].map(([, nth]) => Number(nth));
        expect([...new Set(places)].length).toBe(asked.params.length);
      }),
      { numRuns: full ? 20_000 : 2000 },
    );
  });

  it("would notice a text that is not on the allow-list", () => {
    expect(unknownTokens("l.status = 'new'")).toEqual(["'new'"]);
    expect(unknownTokens("l.status = $1::text; drop table leads")).toEqual([";", "drop", "table", "leads"]);
    expect(unknownTokens("l.id in (select password_hash from users u)")).toEqual(["password_hash", "users", "u"]);
  });

  it("pages by keyset through what fits, each lead once", async () => {
    const filter: Filter = {
      or: [
        { field: "score", op: "at_least", value: 30 },
        { field: "tags", op: "any_of", value: ["vip"] },
      ],
    };
    const found: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await list(filter, { limit: "5", ...(cursor ? { cursor } : {}) });
      found.push(...page.data.map((lead) => lead.id));
      cursor = page.next_cursor ?? undefined;
      expect(page.total).toBe(leads.filter((lead) => fits(lead, filter)).length);
    } while (cursor);
    expect(found.toSorted()).toEqual(
      leads
        .filter((lead) => fits(lead, filter))
        .map((lead) => lead.id)
        .sort(),
    );
  });

  it("stands beside the simple parameters", async () => {
    const filter: Filter = { field: "score", op: "is_set" };
    const page = await list(filter, { owner: "me", q: "zoe" });
    const expected = leads.filter(
      (lead) => lead.score !== null && lead.owner?.id === owners[0] && /zo/i.test(lead.first_name ?? ""),
    );
    expect(expected.length).toBeGreaterThan(0);
    expect(page.data.map((lead) => lead.id).sort()).toEqual(expected.map((lead) => lead.id).sort());
  });

  it("shows nobody a lead out of their sight", async () => {
    const own = { ...asker, actor: { ...asker.actor, sees: [owners[0] ?? ""] } };
    const page = await read(own, "leads:read", (tx) =>
      listLeads(
        tx,
        own,
        listLeadsInputSchema.parse({ filter: '{"or":[{"field":"owner","op":"is_set"},{"and":[]}]}', limit: 200 }),
      ),
    );
    expect(new Set(page.data.map((lead) => lead.owner?.id))).toEqual(new Set([owners[0]]));
  });

  it.each([
    [{ field: "email", op: "is", value: "nobody" }, /no @/],
    [{ field: "phone", op: "is", value: "12" }, /phone number/],
    [{ field: "domain", op: "any_of", value: ["firm1.com", "x y"] }, /not a domain/],
  ])("refuses %j, which nobody can have", async (filter, message) => {
    await expect(list(filterSchema.parse(filter))).rejects.toMatchObject({
      code: "INVALID",
      message: expect.stringMatching(message),
    });
  });

  it("knows the statuses that leads have", () => {
    expect(fieldOf("status").options).toEqual(LEAD_STATUSES);
  });
});

const list = (filter: Filter, more: Record<string, string> = {}) =>
  read(asker, "leads:read", (tx) =>
    listLeads(tx, asker, { ...listLeadsInputSchema.parse({ limit: "200", ...more }), filter }),
  );
const ask = (filter: Filter) => list(filter).then((page) => page.data);

/** What the tree becomes; null when a value is refused because nobody can have it. */
function compiled(filter: Filter) {
  try {
    return leadCondition(asker, { filter });
  } catch {
    return null;
  }
}

const first = ["Anna", "Émile", "Zoë", "Hans-Peter", "O'Hara", ""];
const last = ["Özil", "de Vries", "Ångström", "Doe", "Müller %", "_under_"];
const sources = ["Fair", "a, b", "O'Neil; drop table leads; --", "$1", 'quote " and \\'];
const zones = ["Europe/Berlin", "America/New_York", "Asia/Tokyo"];
const tagNames = ["vip", "even, odd", "50%", "to'day"];
const pick = <T>(list: readonly T[], nth: number) => list[nth % list.length] as T;

async function addLead(nth: number): Promise<void> {
  const ctx = at(pick([org.rep1, org.rep2], nth), new Date(now.getTime() - (nth * 37 + 5) * 3_600_000));
  const lead = await createLead(ctx, {
    first_name: pick(first, nth),
    last_name: pick(last, nth * 5 + Math.floor(nth / 6)),
    ...(nth % 4 ? { email: `p${nth}@firm${nth % 5}.com` } : {}),
    ...(nth % 3 ? { phone: `+1415555${1000 + nth * 13}` } : {}),
    ...(nth % 6 ? { company: { name: `Firm ${nth % 5}`, domain: nth % 5 === 2 ? null : `firm${nth % 5}.com` } } : {}),
    ...(nth % 5 ? { source: pick(sources, nth) } : {}),
    ...(nth % 2 ? { timezone: pick(zones, nth) } : {}),
    ...(nth % 3 ? { score: (nth * 17) % 101 } : {}),
    tags: tagNames.filter((_, place) => (nth >> place) % 2 === 1),
    metadata: nth % 3 ? { plan: pick(["pro", "free"], nth), seats: nth % 4 } : {},
    ...(nth % 7 === 6 ? { owner_id: null } : {}),
  });
  const earlier = (hours: number) => new Date(now.getTime() - hours * 3_600_000).toISOString();
  const touch = (hours: number, more: object) =>
    logContact(at(org.rep1, now), {
      lead_id: lead.id,
      method: "meeting",
      occurred_at: earlier(hours),
      already_happened: true,
      ...more,
    });
  if (nth % 2) await touch(nth * 29 + 2, {});
  if (nth % 4 === 1) await touch(nth * 11 + 1, { direction: "inbound" });
  if (nth % 5 === 3) await touch(nth * 3 + 1, { method: "call" });
  if (nth % 8 === 2) await updateLead(ctx, { lead_id: lead.id, status: "on_ice" });
  if (nth % 9 === 4) await addDncEntry(org.rep1, { kind: "person", value: lead.id, reason: "asked" });
  if (nth % 9 === 7 && lead.email)
    await addDncEntry(org.rep1, { kind: "email", value: lead.email, channel: "email", reason: "asked" });
}

const nasty = fc.oneof(
  fc.constantFrom(
    ...sources,
    "'",
    "\\",
    "%",
    "1 or 1=1",
    "`{x}`",
    "/*",
    "\u202e",
    "ﬁrm",
    "İst",
    "🙂 hello",
    "null",
    "true",
  ),
  fc.string({ maxLength: 20 }),
  fc.string({ unit: "grapheme", maxLength: 20 }),
);
const texts: Partial<Record<FilterField, string[]>> = {
  name: ["anna", "EMILE", "zoe o'h", "vries de", "ngstr", "müller", "und", "hans-p"],
  email: ["p5@firm0.com", "P6+x@FIRM1.com", "firm", "@firm3.com", "none@firm9.com"],
  phone: ["+14155551013", "(415) 555-1065", "555", "415-555", "+49301234567"],
  company: ["firm 3", "Firm 1", "irm 2", "none at all"],
  domain: ["firm1.com", "https://www.firm4.com/x", "other.net"],
  source: [...sources, "other"],
  timezone: [...zones, "UTC"],
  tags: [...tagNames, "none"],
  metadata: ["pro", "2", "other"],
};

const textOn = (field: FilterField): fc.Arbitrary<string> => {
  const { options, kind } = fieldOf(field);
  if (options) return fc.constantFrom(...options);
  if (kind === "person") return fc.nat(2).map((nth) => owners[nth] ?? "me");
  return fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...(texts[field] ?? ["x"])) },
    { weight: 1, arbitrary: nasty },
  );
};
const day = fc
  .integer({ min: 0, max: 90 })
  .map((back) => new Date(now.getTime() - back * 86_400_000).toISOString().slice(0, 10));
const instant = fc
  .integer({ min: 0, max: 2000 })
  .map((hours) => new Date(now.getTime() - hours * 3_600_000).toISOString());
const numberOn = (field: FilterField) =>
  fieldOf(field).kind === "count"
    ? fc.integer({ min: 0, max: 3 })
    : field === "score"
      ? fc.integer({ min: 0, max: 100 })
      : fc.constantFrom(0, 41_000, 68_000, 99_999);

function conditionOn(field: FilterField, op: Operator): fc.Arbitrary<unknown> {
  const shape = shapeOf(field, op) ?? "none";
  const value: Record<typeof shape, fc.Arbitrary<unknown>> = {
    text: textOn(field),
    texts: fc.array(textOn(field), { minLength: 1, maxLength: 3 }),
    number: numberOn(field),
    range: fc.tuple(numberOn(field), numberOn(field)).map((pair) => pair.sort((a, b) => a - b)),
    moment: fc.oneof(day, instant),
    days: fc.integer({ min: 1, max: 80 }),
    flag: fc.boolean(),
    none: fc.constant(undefined),
  };
  return value[shape].chain((given) =>
    fc.record({
      field: fc.constant(field),
      op: fc.constant(op),
      ...(given === undefined ? {} : { value: fc.constant(given) }),
      ...(field === "metadata"
        ? { key: fc.oneof({ weight: 3, arbitrary: fc.constantFrom("plan", "seats") }, { weight: 1, arbitrary: nasty }) }
        : {}),
    }),
  );
}

const condition = fc
  .constantFrom(...FIELD_NAMES)
  .chain((field) =>
    fc.constantFrom(...OPERATORS.filter((op) => shapeOf(field, op))).chain((op) => conditionOn(field, op)),
  );
const { tree } = fc.letrec<{ tree: unknown }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 3, depthIdentifier: "tree" },
    condition,
    fc.record({ and: fc.array(tie("tree"), { maxLength: 4 }) }),
    fc.record({ or: fc.array(tie("tree"), { maxLength: 4 }) }),
    fc.record({ not: tie("tree") }),
  ),
}));

// The model: what a tree means, in words of its own.
function fits(lead: Lead, filter: Filter): boolean {
  if ("and" in filter) return filter.and.every((one) => fits(lead, one));
  if ("or" in filter) return filter.or.some((one) => fits(lead, one));
  return "not" in filter ? !fits(lead, filter.not) : meets(lead, filter);
}

function meets(lead: Lead, condition: Condition): boolean {
  const { field, op } = condition;
  const positive: Partial<Record<Operator, Operator>> = {
    is_not: "is",
    none_of: "any_of",
    not_contains: "contains",
    not_in_last_days: "in_last_days",
    is_not_set: "is_set",
  };
  const inverse = positive[op];
  if (inverse) return !meets(lead, { ...condition, op: inverse });
  const value = valueIn(lead, field, condition.key);
  if (op === "is_set") return Array.isArray(value) ? value.length > 0 : value !== null;
  const [texts, [low = 0, high = low]] = [textsOf(condition), numbersOf(condition)];
  if (Array.isArray(value))
    return op === "all_of" ? texts.every((one) => value.includes(one)) : texts.some((one) => value.includes(one));
  if (value === null) return false;
  if (typeof value === "boolean") return value === condition.value;
  if (typeof value === "number") {
    if (op === "at_least") return value >= low;
    return op === "at_most" ? value <= low : value >= low && value <= high;
  }
  if (op === "in_last_days") return Date.parse(value) >= now.getTime() - low * 86_400_000;
  if (op === "before") return Date.parse(value) < momentOf(texts[0] ?? "");
  if (op === "after") return Date.parse(value) >= momentOf(texts[0] ?? "");
  if (op === "contains" && field === "phone") return value.includes((texts[0] ?? "").replace(/\D/g, ""));
  if (op === "contains") return (texts[0] ?? "").split(/\s+/).every((word) => fold(value).includes(fold(word)));
  return texts.some((one) => sameText(field, value, one));
}

function valueIn(lead: Lead, field: FilterField, key = ""): string | number | boolean | string[] | null {
  if (field === "name") return [lead.first_name, lead.last_name].filter(Boolean).join(" ");
  if (field === "company") return lead.company?.name ?? null;
  if (field === "domain") return lead.company?.domain ?? null;
  if (field === "owner") return lead.owner?.id ?? null;
  if (field === "tier") return lead.priority_tier;
  if (field === "estimated_value_minor") return worth.get(lead.id) ?? null;
  if (field !== "metadata") return lead[field];
  return Object.hasOwn(lead.metadata, key) ? String(lead.metadata[key]) : null;
}

function sameText(field: FilterField, value: string, asked: string): boolean {
  if (field === "owner") return value === (asked === "me" ? owners[0] : asked);
  if (field === "email") return value === asked.toLowerCase().replace(/\+.*@/, "@");
  if (field === "phone") return value === `+${(asked.startsWith("+") ? "" : "1") + asked.replace(/\D/g, "")}`;
  if (field === "company") return value.toLowerCase() === asked.toLowerCase();
  if (field === "domain") return value === asked.replace(/^https:\/\/www\.|\/x$/g, "");
  return value === asked;
}

const fold = (text: string) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

function momentOf(text: string): number {
  if (!isDay(text)) return Date.parse(text);
  const clock = new Intl.DateTimeFormat("en-GB", { timeZone: zone, hour: "2-digit", hourCycle: "h23" });
  const starts = ["-04:00", "-05:00"].map((offset) => new Date(`${text}T00:00:00${offset}`));
  return (starts.find((one) => clock.format(one) === "00") ?? now).getTime();
}

const knownTokens = new Set(
  `l t lt c p e k a org_id id deleted_at is null and or not in select from where exists true false between on left join case
   current_org_id position fold concat_ws first_name last_name email phone_e164 company_id name name_key companies domain free_mail lower
   search_leads contact_points lead_id norm kind owner_id uuid status score coalesce bigint case when then else end lead_tags tags tag_id source timezone
   created_at updated_at last_contacted_at last_response_at timestamptz timestamp date at time zone contact_count reply_count
   awaiting_reply needs_reply bool_or channel count distinct code channels counts_as_contact find_dnc_entries
   estimated_value_minor metadata = <= >= < > , ( ) . :: -> ->> - * 0 1 20000 tier_floor 'hot' 'warm' 'cold' '-infinity' ' ' 'email' 'phone'`
    .split(/(?<!')\s+(?!')/)
    .flatMap((one) => (one.startsWith("'") || !one.includes("'") ? [one] : one.split(/\s+/))),
);
knownTokens.add("' '");

/** The tokens that no tree may bring into the statement; placeholders are taken out first. */
const unknownTokens = (sql: string) =>
  (sql.replace(/\$\d+::text/g, "").match(/'[^']*'|[a-z_][a-z_0-9]*|\d+|::|->>|->|>=|<=|\S/gi) ?? []).filter(
    (token) => !knownTokens.has(token),
  );
