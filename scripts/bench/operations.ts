import { createHash } from "node:crypto";
import type postgres from "postgres";
import type { BareName } from "@/scripts/bench/bare-sql";
import { dayOperations } from "@/scripts/bench/day-operations";
import { figureOperations } from "@/scripts/bench/figure-operations";
import { bench } from "@/scripts/bench/fill-database";

/** `refused`: 409 is an answer too. */
export type HttpAsk = { method: "GET" | "POST"; path: string; body?: string; refused?: true };
export type BareParameter = string | string[];
/** The same question to all three: over our REST, and as parameters of the bare statement. */
export type Sample = { ours: HttpAsk; bare: BareParameter[] };

export type Operation = {
  name: string;
  title: string;
  bare: BareName;
  /** each sample works once only: a slot is taken */
  once?: boolean;
  /** asked in the order given, so that all clients want the same lead */
  inOrder?: boolean;
  /** the most that performance.md allows of the floor's CPU */
  most?: number;
  samples: (sql: postgres.Sql, built: Date) => Promise<Sample[]>;
};

const get = (path: string): HttpAsk => ({ method: "GET", path });
const post = (path: string, body: object): HttpAsk => ({ method: "POST", path, body: JSON.stringify(body) });

const lists = () =>
  ["contacted", "conversing", "qualified", "on_ice", "lost", "proposal"].map((status) => ({
    ours: get(`/api/leads?status=${status}&sort=-last_contacted_at&limit=50`),
    bare: [status],
  }));

export const operations: Operation[] = [
  {
    name: "get",
    title: "lead by id",
    bare: "get",
    most: 2,
    samples: async (sql) =>
      (await leads(sql, "true", 2000)).map(({ id }) => ({ ours: get(`/api/leads/${id}`), bare: [id] })),
  },
  {
    name: "list",
    title: "list of 50, filtered and sorted",
    bare: "list",
    most: 2,
    samples: async () => lists(),
  },
  {
    // the bare statement is the count alone
    name: "counted",
    title: "the same list, and its count alone",
    bare: "counted",
    samples: async () => lists(),
  },
  {
    name: "segment",
    title: "count of a segment",
    bare: "segment",
    samples: async () =>
      ["contacted", "conversing", "on_ice", "lost"].flatMap((status) =>
        [30, 60, 80].map((score) => {
          const conditions = [
            { field: "status", op: "is", value: status },
            { field: "score", op: "at_least", value: score },
          ];
          const filter = encodeURIComponent(JSON.stringify({ and: conditions }));
          return { ours: get(`/api/leads/count?filter=${filter}`), bare: [status, String(score)] };
        }),
      ),
  },
  {
    name: "words",
    title: "search, two words",
    bare: "words",
    samples: async (sql) =>
      (await leads(sql, "l.last_name is not null", 300)).map(({ first_name, last_name }) => ({
        ours: get(`/api/leads?q=${encodeURIComponent(`${first_name} ${last_name}`)}`),
        bare: [`%${fold(first_name)}%`, `%${fold(last_name)}%`],
      })),
  },
  {
    name: "address",
    title: "search, exact address",
    bare: "address",
    samples: async (sql) =>
      (await leads(sql, "b.email is not null", 1000)).map(({ email }) => ({
        ours: get(`/api/leads?q=${encodeURIComponent(email)}`),
        bare: [email],
      })),
  },
  {
    name: "timeline",
    title: "timeline page of 50",
    bare: "timeline",
    most: 2,
    samples: async (sql) =>
      (await leads(sql, "b.place between 2 and 301", 300)).map(({ id }) => ({
        ours: get(`/api/leads/${id}/contacts?limit=50`),
        bare: [id],
      })),
  },
  {
    name: "long-timeline",
    title: "the same of a lead with 10,000",
    bare: "timeline",
    samples: async (sql) =>
      (await leads(sql, "b.place = 1", 1)).map(({ id }) => ({
        ours: get(`/api/leads/${id}/contacts?limit=50`),
        bare: [id],
      })),
  },
  {
    name: "guard",
    title: "guard check",
    bare: "contactability",
    samples: async (sql) =>
      (await leads(sql, "b.contacted", 2000)).map(({ id }) => ({
        ours: get(`/api/leads/${id}/contactability`),
        bare: [id],
      })),
  },
  {
    name: "verdicts",
    title: "guard check of a page of 50",
    bare: "verdicts",
    samples: async (sql) => {
      const ids = (await leads(sql, "b.contacted", 2000)).map(({ id }) => id);
      return Array.from({ length: 40 }, (_, nth) => {
        const page = ids.slice(nth * 50, nth * 50 + 50).join(",");
        return { ours: get(`/api/leads/verdicts?ids=${page}`), bare: [page] };
      });
    },
  },
  {
    name: "claims",
    title: "slot claims, 16 at one lead",
    bare: "log",
    once: true,
    inOrder: true,
    // On a channel of their own, each lead sixteen times in a row: one takes the slot, the others are refused with its holder.
    samples: async (sql, built) =>
      (await touches(sql, built, false)).slice(0, 1500).flatMap(({ ours, bare }) =>
        Array.from({ length: 16 }, () => ({
          ours: { ...ours, body: (ours.body ?? "").replace('"email"', '"other"'), refused: true as const },
          bare,
        })),
      ),
  },
  {
    name: "log",
    title: "log contact, planned",
    bare: "log",
    once: true,
    most: 2,
    samples: (sql, built) => touches(sql, built, false),
  },
  {
    name: "log-fact",
    title: "log contact, happened",
    bare: "log",
    once: true,
    most: 2,
    samples: (sql, built) => touches(sql, built, true),
  },
  ...dayOperations,
  {
    name: "dnc",
    title: "DNC check of 1,000 values",
    bare: "dnc",
    samples: async (sql) => {
      const listed = await sql<
        { value: string }[]
      >`select value_norm as value from dnc_entries where org_id = ${bench.id} and kind = 'email' order by id limit 10000`;
      const others = await leads(sql, "b.email is not null", 5000);
      return Array.from({ length: 10 }, (_, nth) => {
        const values = [
          ...listed.slice(nth * 500, nth * 500 + 500).map((one) => one.value),
          ...others.slice(nth * 500, nth * 500 + 500).map((one) => one.email),
        ];
        return {
          ours: post("/api/dnc/check", { values: values.map((value) => ({ kind: "email", value })) }),
          bare: [values],
        };
      });
    },
  },
  ...figureOperations,
];

type Picked = {
  id: string;
  first_name: string;
  last_name: string;
  email: string;
  phone: string | null;
  user_id: string;
};

async function leads(sql: postgres.Sql, where: string, count: number): Promise<Picked[]> {
  return sql.unsafe<Picked[]>(
    `select b.id, l.first_name, l.last_name, b.email, b.phone, (select user_id from bench.members where org_id = b.org_id and place = 1) as user_id
     from bench.leads b join leads l on l.org_id = b.org_id and l.id = b.id where b.org_id = $1 and ${where} order by hashint4(b.place) limit ${count}`,
    [bench.id],
  );
}

/** Leads whom the guard lets everybody contact, each once by email and once on LinkedIn; the floor, which asks nobody, takes the others. */
async function touches(sql: postgres.Sql, built: Date, happened: boolean): Promise<Sample[]> {
  const since = (days: number) => `'${new Date(built.getTime() - days * 86_400_000).toISOString()}'`;
  // Planned and happened take different leads: a touch must not stand in another's way, nor one at the same company.
  const calm = `not exists (select from communications c where c.org_id = b.org_id and c.company_id = l.company_id and c.direction = 'outbound' and c.occurred_at > ${since(16)})`;
  const rested = `b.place % 2 = ${happened ? 1 : 0} and (l.last_contacted_at is null or l.last_contacted_at < ${since(8)})
    and ${["email", "phone", "linkedin"].map((kind) => `not exists (select from dnc_entries e where e.org_id = b.org_id and e.kind = '${kind}' and e.value_norm = b.${kind})`).join(" and ")}`;
  const own = await leads(sql, `${rested} and ${calm}`, 40_000);
  const theirs = await leads(sql, `${rested} and not (${calm})`, 40_000);
  return ["email", "linkedin"].flatMap((method) =>
    own.map(({ id, user_id }, nth) => {
      const words = { subject: "Following up", body: textOf(`${method} ${id}`) };
      return {
        ours: post(`/api/leads/${id}/contacts`, {
          method,
          direction: "outbound",
          ...words,
          ...(happened ? { already_happened: true } : {}),
        }),
        bare: [theirs[nth % theirs.length]?.id ?? id, user_id, method, words.subject, words.body],
      };
    }),
  );
}

/** A text like no other: two that are alike stop each other at one company. */
const textOf = (seed: string) =>
  `About ${createHash("sha256").update(seed).digest("hex").match(/.{8}/g)?.join(" ")} and the second option.`;

const fold = (name: string) => name.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
