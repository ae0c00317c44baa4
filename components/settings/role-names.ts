import { type Member, type Visibility, visibilitySchema } from "@/lib/accounts/schema";
import { type Role, roles } from "@/lib/core/permissions";

export const ROLE_NAMES: Record<Role, string> = { rep: "Rep", manager: "Manager", admin: "Admin" };
export const ROLE_OPTIONS = roles.map((role) => ({ value: role, label: ROLE_NAMES[role] }));

/** The role out of a select that offers nothing else. */
export const roleOf = (value: string): Role => roles.find((role) => role === value) ?? "rep";

const SIGHT: Record<Visibility, string> = { own: "own leads", team: "the team's leads", all: "all leads" };
export const SIGHT_OPTIONS = visibilitySchema.options.map((value) => ({ value, label: capital(SIGHT[value]) }));

/** The visibility out of a select that offers nothing else. */
export const sightOf = (value: string): Visibility => visibilitySchema.options.find((one) => one === value) ?? "all";

/** "East, own leads": the team, and whose leads this member sees. Managers and admins see all. */
export function sightWords({ role, visibility, team }: Pick<Member, "role" | "visibility" | "team">): string {
  const sight = SIGHT[role === "rep" ? visibility : "all"];
  return team ? `${team}, ${sight}` : capital(sight);
}

function capital(text: string): string {
  return text.replace(/^./, (letter) => letter.toUpperCase());
}
