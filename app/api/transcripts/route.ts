import { toReadEndpoint } from "@/app/_adapters/endpoint";
import { searchTranscripts } from "@/lib/transcripts/queries";
import { searchTranscriptsInputSchema } from "@/lib/transcripts/schema";

export const GET = toReadEndpoint({
  name: "searchTranscripts",
  permission: "communications:read",
  input: searchTranscriptsInputSchema,
  read: searchTranscripts,
});
