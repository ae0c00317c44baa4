import { createHmac } from "node:crypto";
import { drizzle, type PostgresJsDatabase } from "drizzle-orm/postgres-js";
import type postgres from "postgres";
import { appPool, systemPool } from "./client";

declare const organization: unique symbol;
declare const identity: unique symbol;

/**
 * A write that nobody waits for. `with`: what it changes, as in a WITH clause, each name with an @ before it; `select`: functions that it
 * calls. Its parameters are counted from $1.
 */
export type Write = { readonly with?: string; readonly select?: string; readonly given: readonly unknown[] };

type Handle = { readonly sql: postgres.TransactionSql; readonly db: PostgresJsDatabase };

/** A transaction that knows its organization. Minted by `inOrganization` alone, so holding one is proof of the tenant. */
export type OrgTx = Handle & {
  readonly orgId: string;
  /** Takes what is sent at once and waited for by nobody: the commit follows on the same journey, and fails when it failed. */
  readonly along: (statement: Promise<unknown>) => void;
  /** Takes a write along in one statement with those told beside it, before the next statement or with the commit. */
  readonly later: (write: Write) => void;
  /** For work that nobody waits for: from here on no statement is stopped after seconds, and the whole may take an hour. */
  readonly unhurried: () => void;
  readonly [organization]: true;
};
/** A transaction over identities (users, sessions, keys); it cannot see the CRM. */
export type IdentityTx = Handle & { readonly [identity]: true };

/** Whose leads somebody may see, by user id; null: everybody's. */
export type Sees = readonly string[] | null;

/**
 * Runs `work` in one READ COMMITTED transaction whose rows are those of `orgId` and no others, and of its leads those that `sees` names.
 * The settings are local to the transaction and travel with the first query; they cannot leak through the pool.
 */
export async function inOrganization<T>(orgId: string, work: (tx: OrgTx) => Promise<T>, sees: Sees = null): Promise<T> {
  const { along, settled, firstOf } = takings();
  try {
    const result = await begin(appPool(), (sql, allow) => {
      along(sql`select set_config('app.org_id', ${orgId}, true), set_config('app.dnc_key', ${dncKey(orgId)}, true),
        set_config('app.sees', ${sees?.join(",") ?? ""}, true)`);
      const unhurried = () => {
        allow(unhurriedLongest);
        along(sql`select set_config('statement_timeout', '0', true)`);
      };
      return gathering(sql, { orgId, along, unhurried }, work);
    });
    // To a transaction that failed the server answers the commit with a rollback and no error.
    await settled();
    return result;
  } catch (error) {
    throw firstOf(error);
  }
}

/** A part of the transaction that may fail without the rest: what it wrote is rolled back, and its error thrown. */
export function apart<T>(tx: OrgTx, work: (tx: OrgTx) => Promise<T>): Promise<T> {
  const { along, settled, firstOf } = takings();
  return tx.sql.savepoint(async (sql) => {
    try {
      const result = await gathering(sql, { ...tx, along }, work);
      await settled();
      return result;
    } catch (error) {
      throw firstOf(error);
    }
  }) as Promise<T>;
}

/** What is sent and not waited for, and of its errors the one that the others came from. */
function takings() {
  const statements: Promise<unknown>[] = [];
  let failed: { first: unknown } | undefined;
  const along = (statement: Promise<unknown>) => {
    statements.push(statement);
    statement.catch((error) => (failed ??= { first: error }));
  };
  return {
    along,
    settled: () => Promise.all(statements),
    firstOf: (error: unknown) => (failed ? failed.first : error),
  };
}

// What is told to be written later goes before whatever is sent next, so that everybody finds it.
async function gathering<T>(
  sql: postgres.TransactionSql,
  { orgId, along, unhurried }: Pick<OrgTx, "orgId" | "along" | "unhurried">,
  work: (tx: OrgTx) => Promise<T>,
): Promise<T> {
  let writes: Write[] = [];
  const send = () => {
    const gathered = writes;
    writes = [];
    if (gathered.length > 0) along(sendTogether(sql, gathered));
  };
  const later = (write: Write) => void writes.push(write);
  const result = await work(mintOrgTx(before(sql, send), { orgId, along, later, unhurried }));
  send();
  return result;
}

const dncKeys = new Map<string, string>();

/** The organization's key for the hashes of erased people: derived, so that the key of the house never reaches the database. */
export function dncKey(orgId: string): string {
  const known = dncKeys.get(orgId);
  const house = process.env.TOUCHLINE_HASH_KEY;
  if (known !== undefined || !house) return known ?? "";
  const key = createHmac("sha256", house).update(`erased people of ${orgId}`).digest("hex");
  dncKeys.set(orgId, key);
  return key;
}

/** Runs `work` as the role that knows who may sign in, before or beyond any one organization. */
export async function withIdentity<T>(work: (tx: IdentityTx) => Promise<T>): Promise<T> {
  return begin(systemPool(), (sql) => work(mintIdentityTx(sql)));
}

const longest = 25_000;
const unhurriedLongest = 3_600_000;

// A connection that dies at the wrong moment may leave a transaction that never settles: nobody waits longer than is allowed.
async function begin<T>(
  pool: postgres.Sql,
  work: (sql: postgres.TransactionSql, allow: (ms: number) => void) => Promise<T>,
): Promise<T> {
  let result: { value: T } | undefined;
  let over = false;
  let timer: NodeJS.Timeout | undefined;
  let giveUp = () => {};
  const deadline = new Promise<never>((_, reject) => {
    giveUp = () => reject(Object.assign(new Error("The database does not answer"), { code: "ETIMEDOUT" }));
  });
  const allow = (ms: number) => {
    clearTimeout(timer);
    timer = setTimeout(giveUp, ms);
  };
  allow(longest);
  const transaction = pool.begin(async (sql) => {
    try {
      result = {
        value: await work(
          refusing(sql, () => over),
          allow,
        ),
      };
    } finally {
      over = true;
    }
  });
  await Promise.race([transaction, deadline]).finally(() => {
    clearTimeout(timer);
    // It may have ended before its work did: the connection was lost, and the pool opens it anew for somebody else.
    over = true;
  });
  if (!result) throw new Error("The transaction ended without a result");
  return result.value;
}

// A statement that comes after the end would run within whatever uses the connection next.
const refusing = (sql: postgres.TransactionSql, isOver: () => boolean) =>
  before(sql, () => {
    if (isOver()) throw new Error("This transaction has ended: wait for every statement, or take it along");
  });

function before(sql: postgres.TransactionSql, first: () => void): postgres.TransactionSql {
  const after =
    <A extends unknown[], R>(send: (...given: A) => R) =>
    (...given: A) => {
      first();
      return send(...given);
    };
  const { unsafe, savepoint } = sql;
  return Object.assign(after(sql), sql, {
    unsafe: after(unsafe),
    savepoint: after(savepoint),
  }) as postgres.TransactionSql;
}

/** Several writes as one statement: made ready, sent and answered once. */
export function sendTogether(sql: postgres.TransactionSql, writes: Write[]): Promise<unknown> {
  const given: unknown[] = [];
  const placed = writes.map((write, index) => {
    const shift = given.length;
    given.push(...write.given);
    const place = (text = "") =>
      text.replace(/\$(\d+)/g, (_, nth) => `$${Number(nth) + shift}`).replace(/@(?=[a-z])/g, `w${index}_`);
    return { changes: place(write.with), calls: place(write.select) };
  });
  const listed = (kind: "changes" | "calls") =>
    placed
      .map((one) => one[kind])
      .filter((text) => text !== "")
      .join(", ");
  const changes = listed("changes");
  return sql.unsafe(`${changes && `with ${changes} `}select ${listed("calls")}`, given as never[], { prepare: true });
}

// Nobody else gives the brands: the setting is on its way on this very connection.
const mintOrgTx = (sql: postgres.TransactionSql, known: Omit<OrgTx, keyof Handle | typeof organization>) =>
  Object.assign(handle(sql), known) as OrgTx;
const mintIdentityTx = (sql: postgres.TransactionSql) => handle(sql) as IdentityTx;

function handle(sql: postgres.TransactionSql): Handle {
  let db: PostgresJsDatabase | undefined;
  return Object.defineProperty({ sql } as Handle, "db", {
    enumerable: true,
    get: () => (db ??= drizzle({ client: preparing(sql) })),
  });
}

// Drizzle sends unnamed statements and replaces the client's parsers; here it prepares them and leaves ours alone.
function preparing(sql: postgres.TransactionSql): postgres.Sql {
  const client = {
    options: { parsers: {}, serializers: {} },
    unsafe: (query: string, params: never[]) => sql.unsafe(query, params, { prepare: true }),
  };
  return client as unknown as postgres.Sql;
}
