"use server";

import { asAction, toAction } from "@/app/_adapters/action";
import { typedIn } from "@/app/_adapters/forms";
import type { DncAddAction } from "@/components/dnc/dnc-add-state";
import type { CheckDnc } from "@/components/dnc/dnc-tools";
import { parseInput } from "@/lib/core/parse";
import { read } from "@/lib/core/read";
import { addDncEntry } from "@/lib/dnc/add-dnc-entry";
import { checkDnc } from "@/lib/dnc/check-queries";
import { askedValue } from "@/lib/dnc/rules";
import { checkDncInputSchema } from "@/lib/dnc/schema";

export const addDncEntryAction: DncAddAction = async (_, form) => {
  const typed = typedIn(form);
  const given = Object.fromEntries(Object.entries(typed).filter(([, value]) => value !== ""));
  const result = await toAction(addDncEntry, { revalidate: "/" })(given);
  return result.ok ? { added: result.output } : { problem: result.problem, typed };
};

export const checkDncAction: CheckDnc = async ({ kind, value }) => {
  const result = await asAction(({ context }) => {
    const asked = askedValue(parseInput(checkDncInputSchema, { [kind]: value }));
    return read(context, "dnc:read", (tx) => checkDnc(tx, asked, context.defaultRegion, context.now));
  });
  return result.ok ? { ok: true, check: result.output } : result;
};
