import { z } from "zod";
import type { AuthState } from "@/components/auth/auth-form";
import { isTimezone } from "@/lib/core/time";
import type { Problem } from "@/lib/guard/schema";
import { typedIn } from "./forms";

/** A refusal as the sign-in forms show it: everything typed but the password, each error at its field. */
export function authState(problem: Problem, form: FormData): AuthState {
  const { password: _, ...typed } = typedIn(form);
  // The first visit's own "name" is the organization's; the person's lies under admin.
  const names: Record<string, string> = "organization" in typed ? { name: "organization", slug: "organization" } : {};
  const errors = problem.errors?.map(({ path, message }) => ({
    path: names[path] ?? path.replace(/^admin\./, ""),
    message,
  }));
  const asked = z.object({ organizations: choices }).safeParse(problem);
  return { problem: { ...problem, errors }, typed, organizations: asked.data?.organizations };
}

const choices = z.array(z.object({ slug: z.string(), name: z.string() }));

/** The first visit's form as the command's input: the address of an organization comes from its name. */
export function firstVisitInput(typed: Record<string, string>) {
  const { organization = "", name, email, password, timezone = "", locale = "" } = typed;
  const letters = organization
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-");
  const slug =
    letters
      .replace(/^-+|-+$/g, "")
      .slice(0, 60)
      .replace(/-$/, "") || "organization";
  return {
    slug,
    name: organization,
    // The browser's, which says nothing before it runs our code; the server may stand elsewhere.
    timezone: isTimezone(timezone) ? timezone : Intl.DateTimeFormat().resolvedOptions().timeZone,
    default_region: regionOf(locale),
    first: true,
    admin: { name, email, password },
  };
}

/** Where people with this language live, most of all: "de" is DE, "pt-BR" is BR. */
function regionOf(locale: string): string | undefined {
  try {
    return new Intl.Locale(locale).maximize().region;
  } catch {
    return undefined;
  }
}
