import { withIdentity } from "@/db/tenant";

export type NamedOrganization = { id: string; slug: string };

/** For commands with `--org SLUG`: that organization, or all in the order of their names. Throws for a slug nobody has. */
export async function listOrganizations(slug?: string): Promise<NamedOrganization[]> {
  const found = await withIdentity(
    ({ sql }) => sql<NamedOrganization[]>`
      select id, slug from organizations where ${slug ?? null}::text is null or slug = ${slug ?? null} order by slug`,
  );
  if (slug !== undefined && found.length === 0) throw new Error(`There is no organization with the slug "${slug}"`);
  return found;
}
