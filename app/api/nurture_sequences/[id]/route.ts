import { z } from "zod";
import { withVersion } from "@/app/_adapters/asked";
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
  input: (asked, { id }) => withVersion(asked, { sequence_id: id }),
});
