import { z } from "zod";
import { versionOf } from "@/app/_adapters/asked";
import { toEndpoint, toReadEndpoint } from "@/app/_adapters/endpoint";
import { getSequence } from "@/lib/sequences/queries";
import { updateSequence } from "@/lib/sequences/update-sequence";

export const GET = toReadEndpoint({
  name: "getSequence",
  permission: "sequences:read",
  input: z.strictObject({ id: z.string() }),
  read: (tx, { id }, ctx) => getSequence(tx, id, ctx),
});

export const PATCH = toEndpoint(updateSequence, {
  input: ({ body, request }, { id }) => ({ ...body, sequence_id: id, if_version: versionOf(request) }),
});
