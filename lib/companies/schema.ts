import { z } from "zod";
import { oneLine, pageInputSchema } from "@/lib/core/schema";
import { isTimezone } from "@/lib/core/time";

const personRef = z.object({ id: z.uuid(), name: z.string() }).nullable();
const time = z.iso.datetime().nullable();

export const companySchema = z.object({
  id: z.uuid(),
  name: z.string(),
  domain: z.string().nullable(),
  timezone: z.string().nullable(),
  owner: personRef,
  source: z.string().nullable(),
  /** leads there that the reader may see */
  people: z.number().int(),
  last_contacted_at: time,
  version: z.number().int(),
  created_at: z.iso.datetime(),
  updated_at: z.iso.datetime(),
});
export type Company = z.infer<typeof companySchema>;

/** The same alone: how many more leads are there whom the reader may not see. */
export const wholeCompanySchema = companySchema.extend({ hidden_people: z.number().int() });
export type WholeCompany = z.infer<typeof wholeCompanySchema>;

export const listCompaniesInputSchema = pageInputSchema.extend({
  /** a part of the name, or the beginning of the domain */
  q: z.string().trim().max(200).optional(),
});
export type ListCompaniesInput = z.output<typeof listCompaniesInputSchema>;
export const companyPageSchema = z.object({ data: z.array(companySchema), next_cursor: z.string().nullable() });
export type CompanyPage = z.infer<typeof companyPageSchema>;

/** `PATCH /api/companies/{id}`: the given fields; null clears. */
export const updateCompanyInputSchema = z
  .strictObject({
    name: oneLine("The name", 200).refine((text) => text !== "", "A company needs a name."),
    domain: oneLine("The domain", 253)
      .nullable()
      .transform((text) => text || null),
    timezone: oneLine("The time zone", 64)
      .nullable()
      .transform((text) => text || null)
      .refine(
        (zone) => zone === null || isTimezone(zone),
        "This is not an IANA time zone. Use a name such as Europe/Berlin.",
      ),
    owner_id: z.uuid("This is not a user's id.").nullable(),
  })
  .partial();
export const updateCompanyCommandSchema = updateCompanyInputSchema.extend({
  company_id: z.uuid(),
  if_version: z.number().int().optional(),
});

export const listPeopleInputSchema = pageInputSchema.extend({
  id: z.uuid(),
});
export type ListPeopleInput = z.output<typeof listPeopleInputSchema>;

/** Somebody known at a company: a lead, or a stakeholder of one. */
export const knownPersonSchema = z.object({
  kind: z.enum(["lead", "stakeholder"]),
  id: z.uuid(),
  /** the lead, or the one whose stakeholder it is */
  lead_id: z.uuid(),
  name: z.string(),
  title: z.string().nullable(),
  /** of a stakeholder: the part in the pursuit */
  role: z.string().nullable(),
  status: z.string().nullable(),
  owner: personRef,
  last_touch_at: time,
  last_touch_method: z.string().nullable(),
  last_touch_by: personRef,
});
export type KnownPerson = z.infer<typeof knownPersonSchema>;
export const peoplePageSchema = z.object({
  data: z.array(knownPersonSchema),
  /** leads there that the reader may not see */
  hidden: z.number().int(),
  next_cursor: z.string().nullable(),
});
export type PeoplePage = z.infer<typeof peoplePageSchema>;

/** One touch at a company, whoever it was with. */
export type CompanyTouch = {
  id: string;
  lead: { id: string; name: string };
  method: string;
  direction: "outbound" | "inbound";
  subject: string | null;
  excerpt: string | null;
  user: { id: string; name: string } | null;
  occurred_at: string;
};
