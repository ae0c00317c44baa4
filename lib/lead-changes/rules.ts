import { type Change, tellPayload } from "@/lib/audit/rules";

/** What members and companies are called, by id. */
export type Names = ReadonlyMap<string, string>;

const namedFields: Record<string, string> = { owner_id: "owner", company_id: "company", phone_e164: "phone" };

/** The payload of an event as lines of a lead's history: ids of people and companies by their names. */
export function tellChanges(
  payload: Record<string, unknown>,
  names: Names,
): { changes: Change[]; because: string | null } {
  const { changes } = tellPayload({ changes: payload.changes, old: payload.old, new: payload.new });
  const because = [payload.reason, payload.rule].find((one) => typeof one === "string" && one !== "");
  return {
    changes: changes.map(({ field, old, new: now }) => ({
      field: namedFields[field] ?? field,
      old: nameOf(field, old, names),
      new: nameOf(field, now, names),
    })),
    because: typeof because === "string" ? because : null,
  };
}

/** The ids in a payload whose names are worth looking up. */
export function idsIn(payload: Record<string, unknown>): string[] {
  const { changes } = tellPayload({ changes: payload.changes });
  return changes
    .filter(({ field }) => field === "owner_id" || field === "company_id")
    .flatMap(({ old, new: now }) => [old, now])
    .filter((id) => id !== null);
}

function nameOf(field: string, value: string | null, names: Names): string | null {
  if (value === null || (field !== "owner_id" && field !== "company_id")) return value;
  return names.get(value) ?? "somebody or something that is gone";
}
