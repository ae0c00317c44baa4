import { z } from "zod";
import { passwordSchema, tokenSchema } from "@/lib/accounts/schema";

export const createPasswordResetSchema = z.strictObject({ user_id: z.uuid() });
export const resetPasswordSchema = z.strictObject({ token: tokenSchema, password: passwordSchema });
export const changePasswordSchema = z.strictObject({
  current_password: z.string().min(1, "Give your present password.").max(200),
  password: passwordSchema,
  /** stays signed in; all other sessions of this person end */
  keep_session_id: z.uuid().optional(),
});

export const passwordResetSchema = z.object({ path: z.string(), expires_at: z.iso.datetime() });
export type PasswordReset = z.infer<typeof passwordResetSchema>;
