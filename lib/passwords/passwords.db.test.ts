import { expect, it } from "vitest";
import { at, mintOrganization } from "@/db/testing/organization";
import { testDatabase } from "@/db/testing/test-database";
import { addMember } from "@/lib/accounts/add-member";
import { authenticateCaller } from "@/lib/accounts/authenticate-caller";
import { signIn } from "@/lib/accounts/sign-in";
import { plusSeconds } from "@/lib/core/time";
import { changePassword } from "./change-password";
import { createPasswordReset } from "./create-password-reset";
import { resetPassword } from "./reset-password";

const { admin } = await testDatabase();
const password = "a password for tests";
const fresh = "another good password";
const tokenOf = ({ path }: { path: string }) => path.replace("/reset/", "");

it("sets a new password by a link, once, and ends every session of the person", async () => {
  const org = await mintOrganization({ password });
  const email = `rep1@${org.slug}.example`;
  const { session_id: sessionId } = await signIn(org.rep1, { email, password });
  const reset = await createPasswordReset(org.admin, { user_id: org.rep1.actor.userId });
  const answers = await Promise.allSettled(
    [1, 2, 3].map(() => resetPassword(org.rep1, { token: tokenOf(reset), password: fresh })),
  );
  expect(answers.filter((one) => one.status === "fulfilled")).toHaveLength(1);
  expect(await authenticateCaller({ sessionId }, org.rep1.now)).toBeNull();
  await expect(signIn(org.rep1, { email, password })).rejects.toMatchObject({ code: "UNAUTHENTICATED" });
  await signIn(org.rep1, { email, password: fresh });
  const events =
    await admin`select kind from events where org_id = ${org.orgId} and kind like 'password.%' order by id`;
  expect(events.map((one) => one.kind)).toEqual(["password.reset_created", "password.reset"]);
});

it("refuses a link after an hour, after a newer one, and a made-up one", async () => {
  const org = await mintOrganization();
  const user_id = org.rep1.actor.userId;
  const use = (token: string, now = org.rep1.now) => resetPassword(at(org.rep1, now), { token, password: fresh });
  const [older, newer] = [
    await createPasswordReset(org.admin, { user_id }),
    await createPasswordReset(org.admin, { user_id }),
  ];
  await expect(use(tokenOf(older))).rejects.toMatchObject({ code: "NOT_FOUND" });
  await expect(use(tokenOf(newer), plusSeconds(org.rep1.now, 3601))).rejects.toMatchObject({ code: "NOT_FOUND" });
  await expect(use("x".repeat(32))).rejects.toMatchObject({ code: "NOT_FOUND" });
  await expect(resetPassword(org.rep1, { token: tokenOf(newer), password: "short" })).rejects.toMatchObject({
    code: "INVALID",
  });
  await use(tokenOf(newer));
});

it("is made by an admin, for a member of the same organization only", async () => {
  const [org, other] = [await mintOrganization(), await mintOrganization()];
  const user_id = org.rep1.actor.userId;
  await expect(createPasswordReset(org.manager, { user_id })).rejects.toMatchObject({ code: "FORBIDDEN" });
  await expect(createPasswordReset(other.admin, { user_id })).rejects.toMatchObject({ code: "NOT_FOUND" });
});

it("never opens the account of somebody who belongs to another organization too", async () => {
  const [org, other] = [await mintOrganization(), await mintOrganization()];
  const user_id = org.rep1.actor.userId;
  const early = await createPasswordReset(org.admin, { user_id });
  await addMember(org.rep1, { org_id: other.orgId, email: `rep1@${org.slug}.example`, name: "rep1", role: "admin" });
  await expect(createPasswordReset(org.admin, { user_id })).rejects.toMatchObject({ code: "FORBIDDEN" });
  const use = resetPassword(org.rep1, { token: tokenOf(early), password: fresh });
  await expect(use).rejects.toMatchObject({ code: "FORBIDDEN" });
});

it("changes one's own password with the present one and keeps this session only", async () => {
  const org = await mintOrganization({ password });
  const email = `rep1@${org.slug}.example`;
  const enter = async () => (await signIn(org.rep1, { email, password })).session_id;
  const [here, there] = [await enter(), await enter()];
  const change = (current_password: string) =>
    changePassword(org.rep1, { current_password, password: fresh, keep_session_id: here });
  await expect(change("wrong")).rejects.toMatchObject({ code: "INVALID", errors: [{ path: "current_password" }] });
  expect(await change(password)).toEqual({ ended_sessions: 1 });
  expect(await authenticateCaller({ sessionId: here }, org.rep1.now)).not.toBeNull();
  expect(await authenticateCaller({ sessionId: there }, org.rep1.now)).toBeNull();
  await signIn(org.rep1, { email, password: fresh });
});

it("slows down who guesses the present password from an open session", async () => {
  const org = await mintOrganization({ password });
  const codes: string[] = [];
  for (let count = 0; count < 11; count++) {
    const tried = changePassword(org.rep1, { current_password: "wrong", password: fresh });
    codes.push(
      await tried.then(
        () => "changed",
        (error) => error.code,
      ),
    );
  }
  expect(codes).toEqual([...Array(10).fill("INVALID"), "TOO_MANY_REQUESTS"]);
});
