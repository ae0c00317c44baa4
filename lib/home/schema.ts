import { z } from "zod";
import { baseCurrencySchema, nameSchema, regionSchema, timezoneSchema } from "@/lib/accounts/schema";

/** Where the organization is at home. */
export const organizationSchema = z.object({
  name: z.string(),
  /** whose days analytics counts, and the clock of who has none of their own */
  timezone: z.string(),
  /** of phone numbers without a country */
  default_region: z.string(),
  /** what amounts in other currencies are turned into; costs and bookings of before keep theirs, and figures count them apart */
  base_currency: z.string(),
  /** figures by day and hour are being counted anew for a new time zone */
  recounting: z.boolean(),
});
export type Organization = z.infer<typeof organizationSchema>;

/** `PATCH /api/organization`: the given parts only. */
export const changeOrganizationSchema = z
  .strictObject({
    name: nameSchema,
    timezone: timezoneSchema,
    default_region: regionSchema,
    base_currency: baseCurrencySchema,
  })
  .partial();
export type ChangeOrganizationInput = z.infer<typeof changeOrganizationSchema>;
