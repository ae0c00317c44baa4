import type { OrgTx } from "@/db/tenant";
import { normalizeLinkedin, normalizePhone } from "@/lib/contact-points/rules";
import type { Context } from "@/lib/core/context";
import { AppError } from "@/lib/core/errors";
import { companyOf } from "./create-lead";
import { type Fields, mergeFields } from "./merge-rules";
import { findLastEditor, getLead } from "./queries";
import type { Lead, UpdateLeadInput } from "./schema";

/** Leaves of an edit what its author changed; STALE with the fields that somebody else changed too, and then nothing is written. */
export async function mergeEdits(
  tx: OrgTx,
  base: NonNullable<UpdateLeadInput["base"]>,
  { lead_id, status, status_reason, if_version: _, ...mine }: Omit<UpdateLeadInput, "base">,
  ctx: Context,
): Promise<Omit<UpdateLeadInput, "base">> {
  const theirs = formFields(await getLead(tx, lead_id));
  const { changes, conflicts } = mergeFields(asShown(base, ctx), asShown(mine, ctx), theirs);
  if (conflicts.length > 0) throw await conflicting(tx, lead_id, conflicts);
  const kept = Object.keys(changes);
  // As it was typed, but where both sides were put together.
  const typed = Object.entries(mine).filter(([name]) => kept.includes(name));
  const together = Object.entries(changes).filter(([name]) => name === "tags" || name === "source_metadata");
  return { lead_id, status, status_reason, ...Object.fromEntries([...typed, ...together]) };
}

/** A lead by the names and in the forms that an edit gives its fields. */
export function formFields({ company, owner, ...lead }: Lead): Fields {
  return { ...lead, company: company?.name ?? null, owner_id: owner?.id ?? null };
}

function asShown({ company, phone, linkedin, ...rest }: NonNullable<UpdateLeadInput["base"]>, ctx: Context): Fields {
  const fields: Fields = { ...rest };
  if (company !== undefined) fields.company = companyOf(company).name;
  if (phone !== undefined) fields.phone = phone && normalOr(phone, normalizePhone(phone, ctx.defaultRegion));
  if (linkedin !== undefined) fields.linkedin = linkedin && normalOr(linkedin, normalizeLinkedin(linkedin));
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

const normalOr = (raw: string, normal: ReturnType<typeof normalizeLinkedin>) => (normal.ok ? normal.norm : raw);

async function conflicting(tx: OrgTx, leadId: string, conflicts: string[]): Promise<AppError> {
  const by = (await findLastEditor(tx, leadId))?.name ?? "Somebody";
  const what =
    conflicts.length === 1 ? "a field that you changed too" : `${conflicts.length} fields that you changed too`;
  return new AppError("STALE", `${by} changed ${what}. Nothing is saved yet: choose what stays, then save.`, {
    extra: { conflicts, changed_by: by },
  });
}
