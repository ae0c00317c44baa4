import type { OrgTx } from "@/db/tenant";
import { normalizeEmail, normalizeLinkedin, normalizePhone } from "@/lib/contact-points/rules";
import type { Context } from "@/lib/core/context";
import { listAlike } from "./queries";
import type { DuplicateHint, FindDuplicatesInput } from "./schema";

/** Who may be the person that is being typed. What is not whole yet finds nobody and is no error. */
export async function findHints(tx: OrgTx, typed: FindDuplicatesInput, ctx: Context): Promise<DuplicateHint[]> {
  const forms = [
    ["email", typed.email ? normalizeEmail(typed.email) : null],
    ["phone", typed.phone ? normalizePhone(typed.phone, ctx.defaultRegion) : null],
    ["linkedin", typed.linkedin ? normalizeLinkedin(typed.linkedin) : null],
  ] as const;
  const points = forms.flatMap(([kind, form]) => (form?.ok ? [{ kind, norm: form.norm }] : []));
  const { lead_id: leadId, first_name: firstName, last_name: lastName, company } = typed;
  return listAlike(tx, { leadId, firstName, lastName, company, points, typed: true });
}
