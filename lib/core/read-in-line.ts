import type { OrgTx } from "@/db/tenant";
import type { Context } from "./context";
import type { Permission } from "./permissions";
import { read, requirePermission } from "./read";

/** So many at once in this process: two cores are busy with them, and most of the pool is left to those who want one lead. */
const mostAtOnce = 3;

type Waiting = { who: string; enter: () => void };
let waiting: Waiting[] = [];
const inside = new Map<string, number>();

/**
 * A read that looks through many rows: a search, conditions, a page of a file. A few go at once, and of those who wait next whoever has the
 * fewest, so that one who asks for a hundred holds up neither who asks for one, nor who only opens a lead.
 */
export async function readInLine<T>(
  ctx: Context,
  permission: Permission,
  query: (tx: OrgTx) => Promise<T>,
): Promise<T> {
  requirePermission(ctx, permission);
  const who = `${ctx.orgId} ${ctx.actor.userId}`;
  await turnOf(who);
  try {
    return await read(ctx, permission, query);
  } finally {
    leave(who);
  }
}

function turnOf(who: string): Promise<void> | undefined {
  if (sum() < mostAtOnce) {
    count(who, 1);
    return undefined;
  }
  return new Promise((enter) => waiting.push({ who, enter }));
}

function leave(who: string): void {
  count(who, -1);
  const fewest = Math.min(...waiting.map((one) => inside.get(one.who) ?? 0));
  const next = waiting.find((one) => (inside.get(one.who) ?? 0) === fewest);
  if (!next) return;
  waiting = waiting.filter((one) => one !== next);
  count(next.who, 1);
  next.enter();
}

function count(who: string, more: number): void {
  const now = (inside.get(who) ?? 0) + more;
  if (now === 0) inside.delete(who);
  else inside.set(who, now);
}

const sum = () => [...inside.values()].reduce((all, one) => all + one, 0);
