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

it("finds a number however it is grouped, and a person by name", async () => {
  const org = await mintOrganization();
  const lead = await createLead(org.rep1, { first_name: "Erin", last_name: "Whit" });
  await addDncEntry(org.rep1, { kind: "person", value: lead.id, reason: "asked to stop" });
  await addDncEntry(org.rep1, { kind: "phone", value: "(415) 555-0107", reason: "asked to stop" });
  await addDncEntry(org.rep1, { kind: "phone", value: "+44 20 7946 0000", reason: "asked to stop" });
  await addDncEntry(org.rep1, { kind: "email", value: "x4155550107@larkfield.example", reason: "asked to stop" });
  const found = async (q: string) => {
    const asked = listDncInputSchema.parse({ q });
    const { data, total } = await read(org.rep1, "dnc:read", (tx) => listDncEntries(tx, asked, new Date()));
    expect(total).toBe(data.length);
    return data.map((one) => (one.kind === "person" ? one.lead?.name : one.value_norm)).toSorted();
  };
  for (const q of ["(415) 555-0107", "+1 415 555 0107", "415.555.01"]) expect(await found(q)).toEqual(["+14155550107"]);
  expect(await found("020 7946 0000")).toEqual(["+442079460000"]);
  expect(await found("erin w")).toEqual(["Erin Whit"]);
  expect(await found("(%)")).toEqual([]);
});

it("takes a number with letters for digits at every door, as the keys have them", async () => {
  const org = await mintOrganization();
  const added = await addDncEntry(org.rep1, { kind: "phone", value: "1-800-FLOWERS", reason: "asked to stop" });
  expect(added.value_norm).toBe("+18003569377");
  const values = ["1-800-flowers", "(800) FLO-WERS", "+1 800 356 9377"].map((value) => ({
    kind: "phone" as const,
    value,
  }));
  const many = await read(org.rep1, "dnc:read", (tx) => checkManyDnc(tx, values, "US", new Date()));
  expect(many.map((one) => one.blocked)).toEqual([true, true, true]);
  await expect(addDncEntry(org.rep1, { kind: "phone", value: "555 EXTENSION", reason: "x" })).rejects.toThrow(
    /not a phone number/,
  );
});
