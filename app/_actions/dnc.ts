"use server";

import { asAction, toAction } from "@/app/_adapters/action";
import { parseInput } from "@/lib/core/parse";
import { read } from "@/lib/core/read";
import { addDncEntry } from "@/lib/dnc/add-dnc-entry";
import { checkDnc } from "@/lib/dnc/queries";
import { askedValue } from "@/lib/dnc/rules";
import { checkDncInputSchema } from "@/lib/dnc/schema";

export async function addDncEntryAction(raw: unknown) {
  return toAction(addDncEntry, { revalidate: "/" })(raw);
}

export async function checkDncAction(raw: unknown) {
  return asAction(({ context }) => {
    const asked = askedValue(parseInput(checkDncInputSchema, raw));
    return read(context, "dnc:read", (tx) => checkDnc(tx, asked, context.defaultRegion, context.now));
  });
}
