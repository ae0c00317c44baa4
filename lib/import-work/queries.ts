import type { OrgTx } from "@/db/tenant";
import { formatPhone } from "@/lib/contact-points/phone-rules";
import type { Context } from "@/lib/core/context";
import { newId } from "@/lib/core/ids";
import { planOf } from "@/lib/lead-imports/plan-rules";
import { readImport } from "@/lib/lead-imports/queries";
import { decideRows } from "@/lib/lead-intake/match-rules";
import { findKnown } from "@/lib/lead-intake/queries";
import { readDraft } from "@/lib/lead-rows/rules";
import type { LeadDraft } from "@/lib/lead-rows/schema";
import { displayName } from "@/lib/leads/rules";
import { namesakesOf } from "./assess-rows";
import type { PreviewRow } from "./preview-schema";

/** The first rows of a file as they will be stored, by the choices as they are now. */
export async function listPreview(tx: OrgTx, ctx: Context, importId: string): Promise<PreviewRow[]> {
  const one = await readImport(tx, ctx, importId);
  const plan = planOf(one, ctx);
  const read = one.sample.map((row, nth) => ({ row, ...readDraft({ ...row, number: nth + 1 }, plan, ctx.now) }));
  const drafts = read.flatMap(({ draft }) => draft ?? []);
  const decided = decideRows(drafts, await findKnown(tx, drafts), one.duplicates, newId);
  const outcomes = new Map(decided.map((row) => [row.draft, row.outcome]));
  const created = decided.filter((row) => row.outcome === "created").map((row) => row.draft);
  const namesakes = await namesakesOf(tx, created);
  return read.map(({ row, draft, problems }) => {
    const shared = { line: row.line, cells: row.cells, problems: problems ?? [] };
    return draft
      ? {
          ...shared,
          outcome: outcomes.get(draft) ?? "created",
          ...shownDraft(draft),
          possible_duplicate: namesakes.get(draft) ?? null,
        }
      : { ...nobody, ...shared };
  });
}

function shownDraft(draft: LeadDraft) {
  const first = (kind: string) => draft.points.find((point) => point.kind === kind);
  const phone = first("phone")?.norm;
  return {
    name: displayName({ ...draft, email: first("email")?.raw, phone, linkedin: first("linkedin")?.norm }),
    title: draft.title,
    email: first("email")?.raw ?? null,
    phone: phone ? formatPhone(phone) : null,
    linkedin: first("linkedin")?.norm ?? null,
    company: draft.company?.name ?? draft.company?.domain ?? null,
    owner: draft.owner,
    source: draft.source,
    tags: draft.tags,
    blocked: draft.blocked.map((channel) => channel ?? "all"),
    touch: draft.touch && {
      at: draft.touch.at,
      channel: draft.touch.channel,
      direction: draft.touch.direction ?? ("outbound" as const),
    },
    deal: {
      estimated_value_minor: draft.value?.minor ?? null,
      currency: draft.value?.currency ?? null,
      expected_close_date: draft.expected_close_date,
      probability_override: draft.probability_override,
    },
    source_metadata: draft.source_metadata,
    kept: draft.metadata,
  };
}

const nobody = {
  outcome: "rejected" as const,
  name: "",
  title: null,
  email: null,
  phone: null,
  linkedin: null,
  company: null,
  owner: null,
  source: null,
  tags: [],
  blocked: [],
  touch: null,
  deal: { estimated_value_minor: null, currency: null, expected_close_date: null, probability_override: null },
  source_metadata: {},
  kept: {},
  possible_duplicate: null,
};
