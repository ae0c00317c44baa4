import { expect, it } from "vitest";
import { mintOrganization } from "@/db/testing/organization";
import { testDatabase } from "@/db/testing/test-database";
import { archiveSequence } from "./archive-sequence";
import { createSequence } from "./create-sequence";
import { updateSequence } from "./update-sequence";

await testDatabase();
const steps = [{ kind: "email" as const, subject: "Dates", body: "Hello {{last_name}}, shall we say Tuesday?" }];

it("says which sequence has the name, when one is made or renamed, and that it is the name", async () => {
  const { admin } = await mintOrganization({ calm: true });
  const first = await createSequence(admin, { name: "After the fair", steps, publish: true });
  const message = `There is a sequence "After the fair" already, made by ${first.created_by.name}. Use that one, or choose another name.`;
  const taken = { code: "CONFLICT", detail: message, errors: [{ path: "name", message }] };
  await expect(createSequence(admin, { name: "AFTER the fair", steps })).rejects.toMatchObject(taken);
  const other = await createSequence(admin, { name: "Another", steps });
  await expect(updateSequence(admin, { sequence_id: other.id, name: "after the fair" })).rejects.toMatchObject(taken);

  // Its own name in other letters is free, and so is that of one that was put away.
  await expect(updateSequence(admin, { sequence_id: first.id, name: "After the Fair" })).resolves.toMatchObject({
    name: "After the Fair",
  });
  await archiveSequence(admin, { sequence_id: first.id });
  await expect(createSequence(admin, { name: "After the fair", steps })).resolves.toMatchObject({ state: "draft" });
});
