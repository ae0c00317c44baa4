import type { OrgTx } from "@/db/tenant";
import { type Place, placeOf } from "./place-rules";
import { defaultQuietHours, type QuietHours, quietHoursSchema } from "./schema";

/** When people may be called and texted, as the organization has it. */
export async function getQuietHours(tx: OrgTx): Promise<QuietHours> {
  const [row] = await tx.sql<{ hours: string }[]>`
    select quiet_hours::text as hours from organizations where id = (select current_org_id())`;
  return reviveHours(row?.hours);
}

export type PlaceRow = { lead: string | null; company: string | null; organization: string; hours: string };

/** What tells where the lead `q` is, and the organization's quiet hours; a part of the guard's one question. */
export const SELECT_PLACE = `
  (select json_build_object('organization', o.timezone, 'hours', o.quiet_hours::text,
      'lead', (select l.timezone from leads l where l.id = q.lead_id),
      'company', (select c.timezone from leads l join companies c on c.org_id = l.org_id and c.id = l.company_id where l.id = q.lead_id))
    from organizations o where o.id = (select current_org_id()))`;

/** Where a lead is and the hours that count there; `addresses` with the primary of each kind first. */
export function revivePlace(
  row: PlaceRow | null,
  addresses: { kind: string; norm: string }[],
): { place: Place; quietHours: QuietHours } {
  const phone = addresses.find((one) => one.kind === "phone")?.norm ?? null;
  const place = placeOf({
    leadZone: row?.lead ?? null,
    companyZone: row?.company ?? null,
    phone,
    organizationZone: row?.organization ?? "UTC",
  });
  return { place, quietHours: reviveHours(row?.hours) };
}

/** The stored text as hours. What somebody wrote past the command and makes no sense is the law's default, never "always". */
export function reviveHours(text: string | undefined): QuietHours {
  if (text === undefined) return defaultQuietHours;
  const known = revived.get(text);
  if (known) return known;
  const parsed = quietHoursSchema.safeParse(JSON.parse(text));
  const hours = parsed.success ? parsed.data : defaultQuietHours;
  // The same object for the same text, so that what is derived from it is derived once.
  if (revived.size >= mostTexts) revived.clear();
  revived.set(text, hours);
  return hours;
}

const mostTexts = 1000;
const revived = new Map<string, QuietHours>();
