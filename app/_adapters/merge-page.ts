import { notFound, redirect } from "next/navigation";
import { formatPhone } from "@/lib/contact-points/phone-rules";
import { AppError } from "@/lib/core/errors";
import { findForward } from "@/lib/core/forward";
import { read } from "@/lib/core/read";
import { previewMerge } from "@/lib/merges/queries";
import type { MergePreview } from "@/lib/merges/schema";
import { checkIds } from "./asked";
import { requireContext } from "./session";

/** What a merge of two leads would do; the lead itself when the other is a part of it already, else the not-found page. */
export async function loadMerge(id: string, other_id: string) {
  const ctx = await requireContext();
  try {
    checkIds({ id, other_id });
    return readable(await read(ctx, "leads:read", (tx) => previewMerge(tx, id, other_id, ctx.now)));
  } catch (error) {
    if (!(error instanceof AppError && ["NOT_FOUND", "CONFLICT"].includes(error.code))) throw error;
    const into = await read(ctx, "leads:read", (tx) => findForward(tx, other_id)).catch(() => null);
    if (into === id) redirect(`/leads/${into}`);
    notFound();
  }
}

const readable = (preview: MergePreview): MergePreview => ({
  ...preview,
  fields: preview.fields.map((field) =>
    field.name === "phone"
      ? { ...field, lead: field.lead && formatPhone(field.lead), other: field.other && formatPhone(field.other) }
      : field,
  ),
});
