import { defineCommand, type Executed } from "@/lib/core/command";
import type { Context, Idempotency } from "@/lib/core/context";
import { AppError } from "@/lib/core/errors";
import { findStoredAnswer } from "@/lib/core/idempotency";
import { parseInput } from "@/lib/core/parse";
import { read } from "@/lib/core/read";
import { importDncList, unreadableOf } from "./import-dnc-list";
import { type ImportedFigures, type ImportedList, importDncListInputSchema, importedFiguresSchema } from "./schema";

/** Stores what a list came to under the key of its request; the figures that are stored there already win. */
const keepFigures = defineCommand({
  name: "keepImportedFigures",
  permission: "dnc:write",
  input: importedFiguresSchema,
  run: async (_, figures): Promise<ImportedFigures> => figures,
});

/** Whose lists are being imported by this process, by their keys. */
const running = new Set<string>();

/**
 * A pasted list under an Idempotency-Key: repeated, it answers what it answered first. One that was cut off is not known yet and goes on
 * where it stopped. Only figures are kept with the key: the lines that cannot be read are read again, for they may name people.
 */
export async function importDncListOnce(
  { idempotency, ...ctx }: Context,
  raw: unknown,
): Promise<Executed<ImportedList>> {
  if (!idempotency) return { output: await importDncList(ctx, raw), replayed: false };
  const stored = await read(ctx, "dnc:write", (tx) => findStoredAnswer<ImportedFigures>(tx, idempotency));
  if (stored) return { output: again(ctx, raw, stored.answer), replayed: true };
  return alone(`${ctx.orgId} ${nameOf(idempotency)}`, async () => {
    const { unreadable, ...figures } = await importDncList(ctx, raw);
    const { output, replayed } = await keepFigures.execute({ ...ctx, idempotency }, figures);
    return { output: { ...output, unreadable }, replayed };
  });
}

const again = (ctx: Context, raw: unknown, figures: ImportedFigures): ImportedList => ({
  ...figures,
  unreadable: unreadableOf(ctx, parseInput(importDncListInputSchema, raw)),
});

const nameOf = ({ principal, route, key }: Idempotency) => `${principal} ${route} ${key}`;

async function alone<T>(name: string, work: () => Promise<T>): Promise<T> {
  if (running.has(name))
    throw new AppError("IN_PROGRESS", "A request with this Idempotency-Key is still running. Ask again in a moment.");
  running.add(name);
  return work().finally(() => running.delete(name));
}
