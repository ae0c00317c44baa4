import { expect, it } from "vitest";
import { mintOrganization } from "@/db/testing/organization";
import { testDatabase } from "@/db/testing/test-database";
import { read } from "@/lib/core/read";
import { createLead } from "@/lib/leads/create-lead";
import { addDncEntry } from "./add-dnc-entry";
import { checkDnc, checkManyDnc } from "./check-queries";
import { listDncEntries } from "./list-queries";
import { listDncInputSchema } from "./schema";

await testDatabase();

it("names the person an entry is about, and nobody for an address", async () => {
  const org = await mintOrganization();
  const lead = await createLead(org.rep1, { first_name: "Erin", last_name: "Whit", email: "erin@larkfield.example" });
  await addDncEntry(org.rep1, { kind: "person", value: lead.id, reason: "asked to stop" });
  const { data } = await read(org.rep1, "dnc:read", (tx) =>
    listDncEntries(tx, listDncInputSchema.parse({}), new Date()),
  );
  const named = Object.fromEntries(data.map((entry) => [entry.kind, entry.lead]));
  expect(named).toEqual({ person: { id: lead.id, name: "Erin Whit" }, email: null });
});

it("calls nobody free on a channel that there is not", async () => {
  const org = await mintOrganization();
  const asked = { kind: "email", value: "ines@larkfield.example", channel: "Email" } as const;
  const ask = <T>(look: (tx: Parameters<typeof checkDnc>[0]) => Promise<T>) => read(org.rep1, "dnc:read", look);
  await expect(ask((tx) => checkDnc(tx, asked, "US", new Date()))).rejects.toThrow(/no channel "Email"/);
  await expect(ask((tx) => checkManyDnc(tx, [asked], "US", new Date()))).rejects.toThrow(/no channel "Email"/);
});
