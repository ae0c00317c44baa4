import { z } from "zod";
import { permissions, roles } from "@/lib/core/permissions";
import { isTimezone } from "@/lib/core/time";

export const roleSchema = z.enum(roles);

/** Whose leads a rep sees: their own, their team's, everybody's. */
export const visibilitySchema = z.enum(["own", "team", "all"]);
export type Visibility = z.infer<typeof visibilitySchema>;

export const emailSchema = z
  .string()
  .trim()
  .max(254)
  .transform((value) => value.normalize("NFKC").toLowerCase())
  .pipe(z.email("This is not an email address."));

export const nameSchema = z.string().trim().min(1, "Give a name.").max(120);

/** Long enough to need no other rule; the upper end keeps hashing cheap. */
export const passwordSchema = z.string().min(12, "Use 12 characters or more.").max(200, "Use at most 200 characters.");

export const timezoneSchema = z.string().refine(isTimezone, "This is not a time zone of the IANA list.");
/** Where a phone number without + is from: two letters of ISO 3166. */
export const regionSchema = z.string().regex(/^[A-Z]{2}$/, "Two capital letters, such as US.");
export const baseCurrencySchema = z.string().regex(/^[A-Z]{3}$/, "Three capital letters, such as USD.");
/** Out of a link that was shown once. */
export const tokenSchema = z.string().min(20).max(100);

export const signInSchema = z.strictObject({
  email: emailSchema,
  password: z.string().min(1, "Give the password.").max(200),
  /** which organization, for who belongs to several */
  org: z.string().max(63).optional(),
});
export type SignedIn = { session_id: string; org_id: string; user_id: string; name: string; expires_at: string };

export const addMemberSchema = z.strictObject({
  org_id: z.uuid(),
  email: emailSchema,
  name: nameSchema,
  role: roleSchema,
  /** none: the person cannot sign in until a reset link gives them one */
  password: passwordSchema.optional(),
});

export const createOrganizationSchema = z.strictObject({
  slug: z
    .string()
    .regex(/^[a-z0-9](-?[a-z0-9])*$/, "Use small letters, digits and single hyphens.")
    .max(63),
  name: nameSchema,
  timezone: timezoneSchema.default("UTC"),
  default_region: regionSchema.default("US"),
  base_currency: baseCurrencySchema.default("USD"),
  demo: z.boolean().default(false),
  /** only when there is no organization yet: what the first visit asks for */
  first: z.boolean().default(false),
  admin: addMemberSchema.omit({ org_id: true, role: true }).optional(),
});

const scopeSchema = z.enum(Object.keys(permissions) as [keyof typeof permissions]);

export const createApiKeySchema = z.strictObject({
  name: nameSchema,
  scopes: z.array(scopeSchema).max(50).default([]),
  expires_in_days: z.number().int().min(1).max(3650).nullish(),
});

export const idSchema = z.strictObject({ id: z.uuid() });

export const memberSchema = z.object({
  user_id: z.uuid(),
  name: z.string(),
  email: z.string(),
  role: roleSchema,
  active: z.boolean(),
  visibility: visibilitySchema,
  team: z.string().nullable(),
  joined_at: z.iso.datetime(),
  last_seen_at: z.iso.datetime().nullable(),
});
export type Member = z.infer<typeof memberSchema>;

export const sessionSchema = z.object({
  id: z.uuid(),
  user: z.object({ id: z.uuid(), name: z.string() }),
  device: z.string(),
  ip: z.string(),
  created_at: z.iso.datetime(),
  last_seen_at: z.iso.datetime(),
  expires_at: z.iso.datetime(),
});
export type Session = z.infer<typeof sessionSchema>;

export const apiKeySchema = z.object({
  id: z.uuid(),
  name: z.string(),
  prefix: z.string(),
  user: z.object({ id: z.uuid(), name: z.string() }),
  scopes: z.array(z.string()),
  created_at: z.iso.datetime(),
  last_used_at: z.iso.datetime().nullable(),
  expires_at: z.iso.datetime().nullable(),
});
export type ApiKey = z.infer<typeof apiKeySchema>;
