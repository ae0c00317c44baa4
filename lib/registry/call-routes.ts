import { recordCallInputSchema } from "@/lib/communications/call-schema";
import { touchSchema } from "@/lib/communications/schema";
import {
  saveTranscriptInputSchema,
  searchTranscriptsInputSchema,
  transcriptHitPageSchema,
  transcriptSchema,
} from "@/lib/transcripts/schema";
import type { RestRoute } from "./rest-route";

export const callRoutes: RestRoute[] = [
  {
    method: "patch",
    path: "/api/contacts/{id}/call",
    summary: "Say what became of a call, how long it took and what was said",
    permission: "communications:write",
    body: recordCallInputSchema,
    status: 200,
    answer: touchSchema,
    refusals: ["INVALID", "NOT_FOUND"],
  },
  {
    method: "put",
    path: "/api/contacts/{id}/transcript",
    summary: "Keep what was said in a call: text, WebVTT or SubRip, whichever it is",
    permission: "communications:write",
    body: saveTranscriptInputSchema,
    status: 200,
    answer: transcriptSchema,
    refusals: ["INVALID", "NOT_FOUND", "TOO_LARGE"],
  },
  {
    method: "get",
    path: "/api/contacts/{id}/transcript",
    summary: "What was said in a call, with the times",
    permission: "communications:read",
    status: 200,
    answer: transcriptSchema,
    refusals: ["NOT_FOUND"],
  },
  {
    method: "delete",
    path: "/api/contacts/{id}/transcript",
    summary: "Delete a transcript; it can be restored",
    permission: "communications:write",
    status: 204,
    refusals: ["NOT_FOUND"],
  },
  {
    method: "post",
    path: "/api/contacts/{id}/transcript/restore",
    summary: "Bring a deleted transcript back",
    permission: "communications:write",
    status: 200,
    answer: transcriptSchema,
    refusals: ["NOT_FOUND"],
    idempotent: true,
  },
  {
    method: "get",
    path: "/api/transcripts",
    summary: "Calls in which all these words were said, newest first",
    permission: "communications:read",
    query: searchTranscriptsInputSchema,
    status: 200,
    answer: transcriptHitPageSchema,
    refusals: ["INVALID"],
  },
];
