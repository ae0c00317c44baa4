import { z } from "zod";

/** The kinds of address a person can be reached at. */
export const addressKind = z.enum(["email", "phone", "linkedin"]);
export type AddressKind = z.infer<typeof addressKind>;
