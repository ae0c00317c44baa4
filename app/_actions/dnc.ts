"use server";

import { revalidatePath } from "next/cache";
import { asAction, toAction } from "@/app/_adapters/action";
import { endOfDay, typedIn } from "@/app/_adapters/forms";
import type { DncLifeActions, DncPasteActions } from "@/components/dnc/dnc-actions";
import type { DncAddAction } from "@/components/dnc/dnc-add-state";
import type { CheckDnc } from "@/components/dnc/dnc-tools";
import { parseInput } from "@/lib/core/parse";
import { read } from "@/lib/core/read";
import { addDncEntry } from "@/lib/dnc/add-dnc-entry";
import { checkDnc } from "@/lib/dnc/check-queries";
import { askedValue } from "@/lib/dnc/rules";
import { checkDncInputSchema } from "@/lib/dnc/schema";
import { assessDncList, importDncList } from "@/lib/dnc-imports/import-dnc-list";
import { approveDncRemoval } from "@/lib/dnc-removals/approve-dnc-removal";
import { rejectDncRemoval } from "@/lib/dnc-removals/reject-dnc-removal";
import { requestDncRemoval } from "@/lib/dnc-removals/request-dnc-removal";
import { reviewDetection } from "@/lib/opt-outs/review-detection";

export const addDncEntryAction: DncAddAction = async (_, form) => {
  const typed = typedIn(form);
  const given = Object.fromEntries(Object.entries(typed).filter(([, value]) => value !== ""));
  const result = await toAction(addDncEntry, { revalidate: "/" })({ ...given, expires_at: endOfDay(given.expires_at) });
  return result.ok ? { added: result.output } : { problem: result.problem, typed };
};

export const checkDncAction: CheckDnc = async ({ kind, value }) => {
  const result = await asAction(({ context }) => {
    const asked = askedValue(parseInput(checkDncInputSchema, { [kind]: value }));
    return read(context, "dnc:read", (tx) => checkDnc(tx, asked, context.defaultRegion, context.now));
  });
  return result.ok ? { ok: true, check: result.output } : result;
};

export const assessDncListAction: DncPasteActions["assess"] = async (asked) =>
  asAction(({ context }) => assessDncList(context, asked));

export const importDncListAction: DncPasteActions["add"] = async (asked) =>
  asAction(async ({ context }) => {
    const done = await importDncList(context, asked);
    revalidatePath("/", "layout");
    return done;
  });

export const reviewDetectionAction: DncLifeActions["review"] = async (asked) =>
  toAction(reviewDetection, { revalidate: "/" })(asked);

export const requestDncRemovalAction: DncLifeActions["request"] = async (asked) =>
  toAction(requestDncRemoval, { revalidate: "/" })(asked);

export const approveDncRemovalAction: DncLifeActions["approve"] = async (asked) =>
  toAction(approveDncRemoval, { revalidate: "/" })(asked);

export const rejectDncRemovalAction: DncLifeActions["reject"] = async (asked) =>
  toAction(rejectDncRemoval, { revalidate: "/" })(asked);
