import { z } from "zod";

/** On what a person may say that they want to hear no more; `address` is every email to the address the link came to. */
export const STOPPED = ["address", "call", "sms", "whatsapp", "linkedin", "everything"] as const;
export type Stop = (typeof STOPPED)[number];

export const unsubscribeInputSchema = z.strictObject({
  communication_id: z.uuid(),
  stop: z.array(z.enum(STOPPED)).min(1, "Choose what should stop.").default(["address"]),
});

export const postalAddressInputSchema = z.strictObject({
  postal_address: z
    .string()
    .trim()
    .max(300, "The address is longer than 300 characters. Shorten it.")
    .refine((text) => !text.includes("\u0000"), "The address holds a NUL character. Remove it."),
});

/** What the page behind a link shows: nothing that the mail itself did not say. */
export type Recipient = {
  organization: string;
  /** as `j•••@x.example`; null when nothing is kept about the person any more */
  address: string | null;
  stopped: Stop[];
};
