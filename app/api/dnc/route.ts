import { toEndpoint, toReadEndpoint } from "@/app/_adapters/endpoint";
import { addDncEntry } from "@/lib/dnc/add-dnc-entry";
import { listDncEntries } from "@/lib/dnc/list-queries";
import { listDncInputSchema } from "@/lib/dnc/schema";

export const GET = toReadEndpoint({
  name: "listDncEntries",
  permission: "dnc:read",
  input: listDncInputSchema,
  read: (tx, input, ctx) => listDncEntries(tx, input, ctx.now),
});

export const POST = toEndpoint(addDncEntry, {
  status: ({ created }) => (created ? 201 : 200),
  answer: ({ created: _, ...entry }) => entry,
});
