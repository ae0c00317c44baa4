import { expect, it } from "vitest";
import { inOrganization } from "@/db/tenant";
import { mintOrganization } from "@/db/testing/organization";
import { testDatabase } from "@/db/testing/test-database";
import { createSequence } from "./create-sequence";
import { listRunningNames, listSequences, type RunningName } from "./queries";
import type { Sequence } from "./schema";
import { updateSequence } from "./update-sequence";

const { admin: raw } = await testDatabase();
const steps = [{ kind: "email" as const, subject: "Dates", body: "Hello {{last_name}}, shall we say Tuesday?" }];

it("says what a sequence is for wherever it is chosen, and another text of it makes no new version", async () => {
  const { admin } = await mintOrganization({ calm: true });
  const description = "For whom we met at the fair.\nTwo mails, then a call.";
  const made = await createSequence(admin, {
    name: "After the fair",
    description: ` ${description} `,
    steps,
    publish: true,
  });
  expect(made.description).toBe(description);
  const plain = await createSequence(admin, { name: "Another", steps });
  expect(plain.description).toBeNull();

  const changed = await updateSequence(admin, { sequence_id: made.id, description: "For whom we met." });
  expect(changed).toMatchObject({ description: "For whom we met.", live_version: 1, draft_version: null });
  // Another change leaves it as it is.
  await updateSequence(admin, { sequence_id: made.id, alongside: true });
  const [list, running] = await inOrganization(
    admin.orgId,
    async (tx): Promise<[Sequence[], RunningName[]]> => [await listSequences(tx), await listRunningNames(tx)],
  );
  expect(list.map((one) => one.description)).toEqual(["For whom we met.", null]);
  expect(running).toEqual([{ id: made.id, name: "After the fair", description: "For whom we met." }]);

  for (const nothing of ["  ", null])
    await expect(updateSequence(admin, { sequence_id: made.id, description: nothing })).resolves.toMatchObject({
      description: null,
    });
});

it("takes a description of 500 characters and no more, whatever way it comes", async () => {
  const { admin } = await mintOrganization({ calm: true });
  const { id } = await createSequence(admin, { name: "Long", description: "é".repeat(500), steps });
  const message = "The description is longer than 500 characters. Shorten it.";
  await expect(updateSequence(admin, { sequence_id: id, description: "é".repeat(501) })).rejects.toMatchObject({
    code: "INVALID",
    errors: [{ path: "description", message }],
  });
  await expect(
    raw`update nurture_sequences set description = ${"é".repeat(501)} where id = ${id}`,
  ).rejects.toMatchObject({
    constraint_name: "nurture_sequences_description_check",
  });
});
