import { expect, it } from "vitest";
import { mintOrganization } from "@/db/testing/organization";
import { testDatabase } from "@/db/testing/test-database";
import { newId } from "@/lib/core/ids";
import { read } from "@/lib/core/read";
import { currentTime } from "@/lib/core/time";
import { addMember } from "./add-member";
import { createOrganization } from "./create-organization";

const { admin } = await testDatabase();
const visitor = () => ({ now: currentTime(), requestId: newId() });
const eventKinds = async (orgId: string) =>
  (await admin`select kind from events where org_id = ${orgId} order by id`).map((row) => row.kind);

it("creates the first organization with its admin once, however many visit at the same moment", async () => {
  const visit = (slug: string) =>
    createOrganization(visitor(), {
      slug,
      name: "Fernway",
      first: true,
      admin: { email: `Dana@${slug}.example`, name: "Dana", password: "correct horse battery" },
    });
  const answers = await Promise.allSettled(["one", "two", "three"].map(visit));
  const made = answers.filter((one) => one.status === "fulfilled");
  expect(made).toHaveLength(1);
  const refused = answers.filter((one) => one.status === "rejected").map((one) => one.reason.code);
  expect(refused).toEqual(["CONFLICT", "CONFLICT"]);
  const { org_id: orgId, slug } = made[0]!.value;
  const [person] =
    await admin`select m.role, u.email, u.password_hash from memberships m join users u on u.id = m.user_id
    where m.org_id = ${orgId}`;
  expect(person).toMatchObject({ role: "admin", email: `dana@${slug}.example` });
  expect(person?.password_hash).toMatch(/^\$argon2id\$/);
  expect(await eventKinds(orgId)).toEqual(["organization.created"]);
});

it("mints for tests an organization whose four members can ask", async () => {
  const minted = await mintOrganization();
  const roles = await read(minted.rep1, "members:read", (tx) => tx.sql`select name, role from memberships order by id`);
  expect([...roles]).toEqual([
    { name: "rep1", role: "rep" },
    { name: "rep2", role: "rep" },
    { name: "manager", role: "manager" },
    { name: "admin", role: "admin" },
  ]);
  const channels = await read(minted.rep1, "leads:read", (tx) => tx.sql`select code from channels order by position`);
  expect(channels).toHaveLength(9);
  expect(await eventKinds(minted.orgId)).toEqual(["organization.created", ...Array(4).fill("member.joined")]);
});

it("keeps the password of somebody who joins a second organization", async () => {
  const [one, two] = [await mintOrganization({ password: "the first password" }), await mintOrganization()];
  const email = `rep1@${one.slug}.example`;
  const before = await admin`select id, password_hash from users where email = ${email}`;
  await addMember(visitor(), { org_id: two.orgId, email, name: "Rep", role: "rep", password: "another password" });
  expect(await admin`select id, password_hash from users where email = ${email}`).toEqual(before);
});

it("refuses a slug that is taken, a second membership and a time zone nobody knows", async () => {
  const { slug, orgId } = await mintOrganization();
  await expect(createOrganization(visitor(), { slug, name: "Twice" })).rejects.toMatchObject({ code: "CONFLICT" });
  const again = addMember(visitor(), { org_id: orgId, email: `rep1@${slug}.example`, name: "Rep", role: "rep" });
  await expect(again).rejects.toMatchObject({ code: "CONFLICT" });
  const nowhere = createOrganization(visitor(), { slug: "nowhere", name: "Nowhere", timezone: "Mars/Olympus" });
  await expect(nowhere).rejects.toMatchObject({ code: "INVALID", errors: [{ path: "timezone" }] });
});
