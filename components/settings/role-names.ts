import { type Role, roles } from "@/lib/core/permissions";

export const ROLE_NAMES: Record<Role, string> = { rep: "Rep", manager: "Manager", admin: "Admin" };
export const ROLE_OPTIONS = roles.map((role) => ({ value: role, label: ROLE_NAMES[role] }));

/** The role out of a select that offers nothing else. */
export const roleOf = (value: string): Role => roles.find((role) => role === value) ?? "rep";
