import { expect, it } from "vitest";
import { at, type MintedOrganization, mintOrganization } from "@/db/testing/organization";
import { testDatabase } from "@/db/testing/test-database";
import { addMember } from "@/lib/accounts/add-member";
import { authenticateCaller } from "@/lib/accounts/authenticate-caller";
import { signIn } from "@/lib/accounts/sign-in";
import { read } from "@/lib/core/read";
import { plusSeconds } from "@/lib/core/time";
import { acceptInvitation } from "./accept-invitation";
import { changeMember } from "./change-member";
import { changeProfile } from "./change-profile";
import { inviteMember } from "./invite-member";
import { listInvitations } from "./queries";
import { revokeInvitation } from "./revoke-invitation";

const { admin } = await testDatabase();
const password = "a password for tests";
const tokenOf = ({ path }: { path: string }) => path.replace("/accept/", "");
const kindsOf = async (orgId: string) =>
  (await admin`select kind from events where org_id = ${orgId} order by id`).map((row) => row.kind).slice(5);
const membershipOf = async (orgId: string, email: string) =>
  (await admin`select role, active, name from memberships where org_id = ${orgId} and email = ${email}`)[0];
const invite = async (org: MintedOrganization, email: string, role = "rep") =>
  tokenOf(await inviteMember(org.admin, { email, role }));

it("lets somebody join by a link, once, with a password of their own", async () => {
  const org = await mintOrganization();
  const email = `new@${org.slug}.example`;
  const token = await invite(org, email, "manager");
  expect(await read(org.admin, "members:read", (tx) => listInvitations(tx, org.admin.now))).toMatchObject([
    { email, role: "manager", invited_by: { name: "admin" } },
  ]);
  const [stored] = await admin`select to_jsonb(i)::text as row from invitations i where email = ${email}`;
  expect(stored?.row).not.toContain(token);

  await expect(acceptInvitation(org.rep1, { token, name: "New", password: "too short" })).rejects.toMatchObject({
    code: "INVALID",
    errors: [{ path: "password" }],
  });
  const answers = await Promise.allSettled(
    [1, 2, 3].map(() => acceptInvitation(org.rep1, { token, name: "New", password })),
  );
  expect(answers.filter((one) => one.status === "fulfilled")).toHaveLength(1);
  expect(await membershipOf(org.orgId, email)).toEqual({ role: "manager", active: true, name: "New" });
  await signIn(org.rep1, { email, password });
  await expect(acceptInvitation(org.rep1, { token, name: "New", password })).rejects.toMatchObject({
    code: "NOT_FOUND",
  });
  expect(await read(org.admin, "members:read", (tx) => listInvitations(tx, org.admin.now))).toEqual([]);
  expect(await kindsOf(org.orgId)).toEqual(["member.invited", "member.joined", "session.started"]);
});

it("refuses a link that is over, withdrawn, replaced or made up", async () => {
  const org = await mintOrganization();
  const accept = (token: string, now = org.rep1.now) =>
    acceptInvitation(at(org.rep1, now), { token, name: "New", password });
  const refused = { code: "NOT_FOUND" };
  const over = await invite(org, "over@x.example");
  await expect(accept(over, plusSeconds(org.rep1.now, 7 * 86_400 + 1))).rejects.toMatchObject(refused);
  const replaced = await invite(org, "twice@x.example");
  await invite(org, "twice@x.example");
  await expect(accept(replaced)).rejects.toMatchObject(refused);
  const withdrawn = await inviteMember(org.admin, { email: "gone@x.example", role: "rep" });
  await expect(revokeInvitation((await mintOrganization()).admin, { id: withdrawn.id })).rejects.toMatchObject(refused);
  await revokeInvitation(org.admin, { id: withdrawn.id });
  await expect(accept(tokenOf(withdrawn))).rejects.toMatchObject(refused);
  await expect(accept("x".repeat(32))).rejects.toMatchObject(refused);
});

it("lets only an admin invite, and nobody who is a member", async () => {
  const org = await mintOrganization();
  for (const ctx of [org.rep1, org.manager]) {
    await expect(inviteMember(ctx, { email: "a@x.example", role: "rep" })).rejects.toMatchObject({ code: "FORBIDDEN" });
  }
  const again = inviteMember(org.admin, { email: `rep1@${org.slug}.example`, role: "admin" });
  await expect(again).rejects.toMatchObject({ code: "CONFLICT" });
});

it("never lets an invitation set the password of somebody who has an account", async () => {
  const [theirs, mine] = [await mintOrganization({ password }), await mintOrganization()];
  const email = `admin@${theirs.slug}.example`;
  const token = await invite(mine, email);
  const taking = acceptInvitation(mine.admin, { token, password: "the attacker's own password" });
  await expect(taking).rejects.toMatchObject({ code: "INVALID", errors: [{ path: "password" }] });
  await acceptInvitation(mine.admin, { token, password });
  expect((await signIn(mine.admin, { email, password, org: mine.slug })).org_id).toBe(mine.orgId);
  expect(await membershipOf(mine.orgId, email)).toMatchObject({ role: "rep", active: true });
});

it("never lets an invitation give a first password to an account of another organization", async () => {
  const [theirs, mine] = [await mintOrganization(), await mintOrganization()];
  const token = await invite(mine, `admin@${theirs.slug}.example`);
  await expect(acceptInvitation(mine.admin, { token, password })).rejects.toMatchObject({ code: "FORBIDDEN" });
});

it("changes a member's role at once and keeps the last admin", async () => {
  const org = await mintOrganization({ password });
  const { session_id: sessionId } = await signIn(org.rep1, { email: `rep1@${org.slug}.example`, password });
  await changeMember(org.admin, { user_id: org.rep1.actor.userId, role: "manager" });
  expect(await authenticateCaller({ sessionId }, org.rep1.now)).toMatchObject({ role: "manager" });
  const last = org.admin.actor.userId;
  for (const change of [{ role: "rep" }, { active: false }]) {
    await expect(changeMember(org.admin, { user_id: last, ...change })).rejects.toMatchObject({ code: "CONFLICT" });
  }
  await expect(changeMember(org.manager, { user_id: last, role: "rep" })).rejects.toMatchObject({ code: "FORBIDDEN" });
  const stranger = await mintOrganization();
  await expect(changeMember(stranger.admin, { user_id: last, role: "rep" })).rejects.toMatchObject({
    code: "NOT_FOUND",
  });
  expect(await kindsOf(org.orgId)).toEqual(["session.started", "member.changed"]);
});

it("keeps one admin when two admins remove each other at the same moment", async () => {
  const org = await mintOrganization();
  const second = org.manager.actor.userId;
  await changeMember(org.admin, { user_id: second, role: "admin" });
  const other = { ...org.manager, actor: { ...org.manager.actor, role: "admin" as const } };
  const answers = await Promise.allSettled([
    changeMember(org.admin, { user_id: second, role: "rep" }),
    changeMember(other, { user_id: org.admin.actor.userId, role: "rep" }),
  ]);
  expect(answers.map((one) => one.status).sort()).toEqual(["fulfilled", "rejected"]);
  const left = await admin`select from memberships where org_id = ${org.orgId} and role = 'admin' and active`;
  expect(left).toHaveLength(1);
});

it("signs a deactivated member out at once, for good; coming back takes a new sign-in or invitation", async () => {
  const org = await mintOrganization({ password });
  const email = `rep1@${org.slug}.example`;
  const { session_id: sessionId } = await signIn(org.rep1, { email, password });
  const user_id = org.rep1.actor.userId;
  await changeMember(org.admin, { user_id, active: false });
  expect(await authenticateCaller({ sessionId }, org.rep1.now)).toBeNull();
  await expect(signIn(org.rep1, { email, password })).rejects.toMatchObject({ code: "UNAUTHENTICATED" });
  await changeMember(org.admin, { user_id, active: true });
  expect(await authenticateCaller({ sessionId }, org.rep1.now)).toBeNull();
  await signIn(org.rep1, { email, password });

  await changeMember(org.admin, { user_id, active: false });
  await acceptInvitation(org.rep1, { token: await invite(org, email, "manager"), password });
  expect(await membershipOf(org.orgId, email)).toMatchObject({ active: true, role: "manager" });
});

it("renames oneself in every organization", async () => {
  const [one, two] = [await mintOrganization(), await mintOrganization()];
  const email = `rep1@${one.slug}.example`;
  await addMember(one.rep1, { org_id: two.orgId, email, name: "rep1", role: "rep" });
  await changeProfile(one.rep1, { name: "Dana Brandt" });
  for (const { orgId } of [one, two]) expect(await membershipOf(orgId, email)).toMatchObject({ name: "Dana Brandt" });
  expect(await kindsOf(one.orgId)).toEqual(["member.renamed"]);
});
