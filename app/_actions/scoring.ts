"use server";

import { asAction, toAction } from "@/app/_adapters/action";
import { parseInput } from "@/lib/core/parse";
import { read } from "@/lib/core/read";
import { assessModel } from "@/lib/scoring/assess-model";
import { publishModel } from "@/lib/scoring/publish-model";
import { recomputeLead } from "@/lib/scoring/recompute-scores";
import { publishModelInputSchema } from "@/lib/scoring/schema";

export async function publishModelAction(raw: unknown) {
  return toAction(publishModel, { revalidate: "/settings/scoring" })(raw);
}

export async function previewModelAction(raw: unknown) {
  return asAction(({ context }) => {
    const change = parseInput(publishModelInputSchema, raw);
    return read(context, "scoring:write", (tx) => assessModel(tx, change, context));
  });
}

export async function recomputeLeadAction(raw: unknown) {
  return toAction(recomputeLead, { revalidate: "/leads" })(raw);
}
