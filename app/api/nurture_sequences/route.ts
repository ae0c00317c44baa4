import { toEndpoint } from "@/app/_adapters/endpoint";
import { toListEndpoint } from "@/app/_adapters/list-endpoint";
import { pageInputSchema } from "@/lib/core/schema";
import { createSequence } from "@/lib/sequences/create-sequence";
import { listSequences } from "@/lib/sequences/queries";

export const GET = toListEndpoint({
  name: "listSequences",
  permission: "sequences:read",
  input: pageInputSchema,
  read: (tx) => listSequences(tx),
});

export const POST = toEndpoint(createSequence, { status: 201 });
