import { z } from "zod";
import { toEndpoint, toReadEndpoint } from "@/app/_adapters/endpoint";
import { deleteTranscript } from "@/lib/transcripts/delete-transcript";
import { getTranscript } from "@/lib/transcripts/queries";
import { saveTranscript } from "@/lib/transcripts/save-transcript";

export const GET = toReadEndpoint({
  name: "getTranscript",
  permission: "communications:read",
  input: z.strictObject({ id: z.uuid() }),
  read: (tx, { id }) => getTranscript(tx, id),
});

// Two million characters, each written as an escape at the worst.
export const PUT = toEndpoint(saveTranscript, {
  input: ({ body }, { id }) => ({ ...body, contact_id: id }),
  mostBytes: 12_500_000,
});

export const DELETE = toEndpoint(deleteTranscript, { status: 204, input: (_, { id }) => ({ contact_id: id }) });
