import { z } from "zod";
import type { AuthState } from "@/components/auth/auth-form";
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
export function firstVisitInput({ organization = "", name, email, password }: Record<string, string>) {
  const letters = organization
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-");
  const slug =
    letters
      .replace(/^-+|-+$/g, "")
      .slice(0, 60)
      .replace(/-$/, "") || "organization";
  const timezone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return { slug, name: organization, timezone, first: true, admin: { name, email, password } };
}
