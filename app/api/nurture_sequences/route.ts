import { z } from "zod";
import { toEndpoint, toReadEndpoint } from "@/app/_adapters/endpoint";
import { createSequence } from "@/lib/sequences/create-sequence";
import { listSequences } from "@/lib/sequences/queries";

export const GET = toReadEndpoint({
  name: "listSequences",
  permission: "sequences:read",
  input: z.strictObject({}),
  read: async (tx) => ({ data: await listSequences(tx), next_cursor: null }),
});

export const POST = toEndpoint(createSequence, { status: 201 });
