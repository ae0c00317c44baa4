import { z } from "zod";
import { isCurrency } from "./currency-rules";

/** What the ways of a campaign say of themselves, in the order of the form. */
export const UTM_KEYS = ["utm_source", "utm_medium", "utm_campaign", "utm_term", "utm_content"] as const;

/** What is estimated of a deal, as it is given. */
export const dealInput = {
  /** in the currency's minor unit: 12,500 EUR are 1250000, 12,500 JPY are 12500 */
  estimated_value_minor: z
    .number({ error: "The value must be a number, in the currency's minor unit." })
    .int("The value is counted in the currency's minor unit, without decimals.")
    .min(0, "The value cannot be negative.")
    .max(Number.MAX_SAFE_INTEGER, "The value is larger than can be kept.")
    .nullable(),
  currency: z
    .string({ error: "The currency must be text." })
    .trim()
    .toUpperCase()
    .refine(isCurrency, "This is no currency of ISO 4217. Use a code such as EUR.")
    .nullable(),
  expected_close_date: z.iso.date("Give the day as YYYY-MM-DD.").nullable(),
  /** what somebody says, from 0 to 1; it holds whatever is predicted later */
  probability_override: z
    .number({ error: "The probability must be a number from 0 to 1." })
    .min(0, "The probability cannot be below 0 %.")
    .max(1, "The probability cannot be above 100 %.")
    .nullable(),
};

/** The same as it is read, with what was predicted. */
export const dealFields = {
  estimated_value_minor: z.number().int().nullable(),
  currency: z.string().nullable(),
  expected_close_date: z.iso.date().nullable(),
  predicted_close_probability: z.number().nullable(),
  probability_override: z.number().nullable(),
};
