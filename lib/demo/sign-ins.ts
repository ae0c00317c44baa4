import type { Role } from "@/lib/core/permissions";

/** Everybody in the demo signs in with it; nobody in an organization that is not a demo can have been given it by us. */
export const demoPassword = "touchline-demo";

export type Who = "admin" | "manager" | "rep1" | "rep2" | "rep3" | "rep4";
export type DemoMember = { who: Who; name: string; role: Role };
export type DemoOrganization = {
  slug: "demo" | "other";
  name: string;
  timezone: string;
  region: string;
  currency: string;
  /** the domain its people write from */
  domain: string;
  members: DemoMember[];
};

export const demo: DemoOrganization = {
  slug: "demo",
  name: "Fernway",
  timezone: "America/New_York",
  region: "US",
  currency: "USD",
  domain: "fernway.example",
  members: [
    { who: "admin", name: "Tom Ashworth", role: "admin" },
    { who: "manager", name: "Priya Nair", role: "manager" },
    { who: "rep1", name: "Dana Ruiz", role: "rep" },
    { who: "rep2", name: "Alice Moreau", role: "rep" },
    { who: "rep3", name: "Bob Tanner", role: "rep" },
    { who: "rep4", name: "Mei Tan", role: "rep" },
  ],
};

/** Its admin joins last of all: that membership says that both stories are whole. */
export const other: DemoOrganization = {
  slug: "other",
  name: "Northlight Optics",
  timezone: "Europe/Berlin",
  region: "DE",
  currency: "EUR",
  domain: "northlight.example",
  members: [
    { who: "rep1", name: "Samuel Adeyemi", role: "rep" },
    { who: "admin", name: "Katrin Vogel", role: "admin" },
  ],
};

export const signInOf = (organization: DemoOrganization, { who }: DemoMember) => `${who}@${organization.slug}.example`;

/** Who can sign in, for whoever prints or offers it. */
export const demoSignIns: readonly { organization: string; email: string; role: Role }[] = [demo, other].flatMap(
  (organization) =>
    organization.members
      .map((member) => ({
        organization: organization.slug,
        email: signInOf(organization, member),
        role: member.role,
      }))
      .toSorted((a, b) => a.email.localeCompare(b.email)),
);
