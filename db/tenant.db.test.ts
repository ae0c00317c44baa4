import { Socket } from "node:net";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { apart, inOrganization, type OrgTx } from "./tenant";
import { mintOrganization } from "./testing/organization";
import { testDatabase } from "./testing/test-database";

const { admin } = await testDatabase();
const org = await mintOrganization();
const insertTag = (tx: OrgTx, name: string) => tx.sql`insert into tags (name) values (${name})`;
const stored = async (name: string) =>
  (await admin`select name from tags where org_id = ${org.orgId} and name = ${name}`).length;

describe("what is taken along", () => {
  it("is committed with the rest", async () => {
    await inOrganization(org.orgId, async (tx) => {
      tx.along(insertTag(tx, "first"));
      tx.along(insertTag(tx, "second"));
    });
    expect([await stored("first"), await stored("second")]).toEqual([1, 1]);
  });

  it("fails the whole when it fails, with its own error and not with what came of it", async () => {
    const whole = inOrganization(org.orgId, async (tx) => {
      tx.along(insertTag(tx, "kept"));
      tx.along(tx.sql`select 1 / 0`);
      tx.along(insertTag(tx, "after"));
      return "done";
    });
    await expect(whole).rejects.toMatchObject({ code: "22012" });
    const waited = inOrganization(org.orgId, async (tx) => {
      tx.along(tx.sql`select 1 / 0`);
      await insertTag(tx, "waited");
    });
    await expect(waited).rejects.toMatchObject({ code: "22012" });
    expect([await stored("kept"), await stored("after"), await stored("waited")]).toEqual([0, 0, 0]);
  });

  it("fails the whole where only the commit fails", async () => {
    const whole = inOrganization(org.orgId, async (tx) => {
      tx.along(insertTag(tx, "late"));
      tx.along(tx.sql`select pg_terminate_backend(pg_backend_pid())`);
    });
    await expect(whole).rejects.toThrow();
    expect(await stored("late")).toBe(0);
  });
});

describe("what is written later", () => {
  const tagLater = (tx: OrgTx, name: string) =>
    tx.later({ with: "@tag as (insert into tags (name) values ($1))", given: [name] });

  it("goes in one statement, and before the next one, which finds it", async () => {
    const found = await inOrganization(org.orgId, async (tx) => {
      tagLater(tx, "one of two");
      tagLater(tx, "two of two");
      return tx.sql`select count(*)::int as count, min(xmin::text) = max(xmin::text) as together, count(distinct cmin::text)::int as commands
        from tags where name like '% of two'`;
    });
    expect(found[0]).toEqual({ count: 2, together: true, commands: 1 });
  });

  it("goes with the commit where nothing follows", async () => {
    await inOrganization(org.orgId, async (tx) => tagLater(tx, "the last"));
    expect(await stored("the last")).toBe(1);
  });

  it("fails the whole when it fails, with its own error", async () => {
    const whole = inOrganization(org.orgId, async (tx) => {
      tagLater(tx, "never");
      tx.later({ select: "1 / (length($1::text) - 1)", given: ["x"] });
      return "done";
    });
    await expect(whole).rejects.toMatchObject({ code: "22012" });
    expect(await stored("never")).toBe(0);
  });

  it("fails a part alone when it was told there, and what was told before it stays", async () => {
    const error = await inOrganization(org.orgId, async (tx) => {
      tagLater(tx, "before the part");
      const failed = await apart(tx, async (part) => {
        tagLater(part, "in the part");
        part.later({ select: "1 / (length($1::text) - 1)", given: ["x"] });
      }).catch((thrown) => thrown);
      tagLater(tx, "after the part");
      return failed;
    });
    expect(error).toMatchObject({ code: "22012" });
    expect([await stored("before the part"), await stored("in the part"), await stored("after the part")]).toEqual([
      1, 0, 1,
    ]);
  });
});

it("a statement after the end is refused: it would run within another transaction", async () => {
  const late = await inOrganization(org.orgId, async (tx) => () => insertTag(tx, "too late"));
  expect(late).toThrow("has ended");
  const unsafe = await inOrganization(org.orgId, async (tx) => () => tx.sql.unsafe("select 1"));
  expect(unsafe).toThrow("has ended");
});

it("work whose connection was lost goes on with no other: the pool opens it anew for somebody else's transaction", async () => {
  let reached: (pid: number) => void = () => {};
  const running = new Promise<number>((resolve) => (reached = resolve));
  let goOn = () => {};
  const gate = new Promise<void>((resolve) => (goOn = resolve));
  let late: unknown;
  const lost = inOrganization(org.orgId, async (tx) => {
    const [row] = await tx.sql<{ pid: number }[]>`select pg_backend_pid() as pid`;
    reached(row?.pid ?? 0);
    await gate;
    try {
      await insertTag(tx, "astray");
    } catch (error) {
      late = error;
    }
  });
  const ended = expect(lost).rejects.toThrow();
  await admin`select pg_terminate_backend(${await running})`;
  await ended;
  const other = await mintOrganization();
  await inOrganization(other.orgId, async (tx) => {
    await tx.sql`select 1`;
    goOn();
    await expect.poll(() => late).toMatchObject({ message: expect.stringContaining("has ended") });
  });
  expect(await admin`select from tags where name = 'astray'`).toHaveLength(0);
});

it("a read takes two journeys, however long its question: BEGIN travels with it, then the commit", async () => {
  const long = `select ${Array.from({ length: 500 }, (_, i) => `${i} as a${i}`).join(", ")}`;
  const ask = () => inOrganization(org.orgId, (tx) => tx.sql.unsafe(long, [], { prepare: true }));
  const written = vi.spyOn(Socket.prototype, "write");
  const journeys: number[] = [];
  try {
    for (let time = 0; time < 31; time++) {
      written.mockClear();
      await ask();
      journeys.push(
        written.mock.contexts.filter((one) => one instanceof Socket && one.remotePort !== undefined).length,
      );
    }
  } finally {
    written.mockRestore();
  }
  // A connection's first time takes more: then it also learns the statement that names the organization.
  expect(journeys.sort((a, b) => a - b)[15]).toBe(2);
});

describe("a transaction that takes long", () => {
  const lasting = (work: (tx: OrgTx) => Promise<void> | void) =>
    inOrganization(org.orgId, async (tx) => {
      await work(tx);
      const [row] = await tx.sql<{ limit: string }[]>`select current_setting('statement_timeout') as limit`;
      // As long as a dead connection would: what the clock says is all that is known of it.
      vi.advanceTimersByTime(26_000);
      await tx.sql`select pg_sleep(0.1)`;
      return row?.limit;
    });

  beforeEach(() => void vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] }));
  afterEach(() => void vi.useRealTimers());

  it("is given up after 25 seconds, unless nobody waits for it", async () => {
    await expect(lasting(() => {})).rejects.toMatchObject({ code: "ETIMEDOUT" });
    expect(await lasting((tx) => tx.unhurried())).toBe("0");
    expect(await lasting((tx) => apart(tx, async (part) => part.unhurried()))).toBe("0");
  });
});
