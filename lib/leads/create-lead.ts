import { findOrInsertCompany } from "@/lib/companies/store";
import { type Point, pointsOf } from "@/lib/contact-points/point-rules";
import { lockAddresses, replacePoints } from "@/lib/contact-points/store";
import { defineCommand } from "@/lib/core/command";
import { AppError } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { moneyOf } from "@/lib/deals/queries";
import { listAlike } from "@/lib/duplicates/queries";
import type { PossibleDuplicate } from "@/lib/duplicates/schema";
import { dismissPairs } from "@/lib/duplicates/store";
import { emit } from "@/lib/events/emit";
import { requireActiveMember } from "@/lib/organizations/queries";
import { replaceTags } from "@/lib/tags/store";
import { assignOwner, ownerEvents } from "./assign-owner";
import { getLead } from "./queries";
import { checkOwner, displayName } from "./rules";
import { type CreateLeadInput, createLeadInputSchema, type Lead } from "./schema";
import { insertLead } from "./store";

/** Adds a lead and says who may be the same person; with `unique` it refuses instead (DUPLICATE_LEAD). */
export const createLead = defineCommand({
  name: "createLead",
  permission: "leads:write",
  input: createLeadInputSchema,
  run: async (tx, input, ctx): Promise<Lead & { possible_duplicates: PossibleDuplicate[] }> => {
    checkOwner(input.owner_id, ctx.actor.sees);
    if (input.owner_id && input.owner_id !== ctx.actor.userId) await requireActiveMember(tx, input.owner_id);
    const points = pointsOf(input, ctx.defaultRegion);
    if (input.unique) await lockAddresses(tx, points);
    const found = await listAlike(tx, soughtOf(input, points));
    const duplicates = found.map(({ id, name, same }) => ({ id, name, same }));
    const exact = duplicates.filter(({ same }) => same.some((reason) => reason !== "name_company"));
    if (input.unique && exact.length > 0) throw duplicate(exact);

    const id = newId();
    const norm = (kind: string) => points.find((point) => point.kind === kind)?.norm ?? null;
    const { company, tags, metadata, unique: _, not_duplicate_of, phone: __, ...plain } = input;
    const companyId = await findOrInsertCompany(tx, companyOf(company), norm("email"));
    await insertLead(
      tx,
      id,
      {
        ...plain,
        phone_e164: norm("phone"),
        linkedin: norm("linkedin"),
        owner_id: input.owner_id === undefined ? ctx.actor.userId : input.owner_id,
        company_id: companyId,
        metadata: metadata ?? {},
        ...(await moneyOf(tx, input, null)),
      },
      ctx.now,
    );
    await replacePoints(tx, id, ["email", "phone", "linkedin"], points);
    if (tags?.length) await replaceTags(tx, id, tags);
    const given = input.owner_id === null ? await assignOwner(tx, { id, source: input.source }, ctx) : null;
    const apart = not_duplicate_of.map((otherId) => ({ leadId: id, otherId, score: 0, reasons: [] }));
    await dismissPairs(tx, apart, ctx.actor.userId, ctx.now);
    const lead = await getLead(tx, id);
    await emit(tx, ctx, [
      {
        kind: "lead.created",
        leadId: id,
        subjects: { lead_id: id },
        payload: { lead_id: id, name: displayName(lead) },
      },
      ...(given ?? ownerEvents(id, null, lead.owner?.id, ctx)),
    ]);
    return { ...lead, possible_duplicates: duplicates };
  },
});

const soughtOf = (input: CreateLeadInput, points: Point[]) => ({
  firstName: input.first_name,
  lastName: input.last_name,
  company: companyOf(input.company).name,
  points,
  typed: true,
});

/** A company is given by its name alone or with its domain. */
export const companyOf = (company: CreateLeadInput["company"]) =>
  typeof company === "string" ? { name: company } : (company ?? { name: null });

const duplicate = (found: PossibleDuplicate[]) =>
  new AppError("DUPLICATE_LEAD", `${found[0]?.name} is already a lead with the same address. Open that lead instead.`, {
    extra: { possible_duplicates: found },
  });
