import { z } from "zod";
import { consentBodySchema, consentListSchema, recordedConsentSchema } from "@/lib/consents/schema";
import { listDncInputSchema } from "@/lib/dnc/schema";
import { importDncListInputSchema, importedListSchema } from "@/lib/dnc-imports/schema";
import {
  approveDncRemovalInputSchema,
  dncRemovalSchema,
  dncStepSchema,
  openRemovalSchema,
  rejectDncRemovalInputSchema,
  requestDncRemovalInputSchema,
} from "@/lib/dnc-removals/schema";
import { detectionSchema, reviewBodySchema, reviewedDetectionSchema } from "@/lib/opt-outs/schema";
import type { RestRoute } from "./rest-route";

const listOf = <T extends z.ZodType>(row: T) => z.object({ data: z.array(row) });

/** How entries come in bulk, are looked at and leave; and what people said about their addresses. */
export const dncLifeRoutes: RestRoute[] = [
  {
    method: "post",
    path: "/api/dnc/import",
    summary: "Add a list of up to 10,000 lines, or see in a dry run what it would come to",
    permission: "dnc:write",
    body: importDncListInputSchema,
    status: 200,
    answer: importedListSchema,
    refusals: ["INVALID", "TOO_LARGE"],
  },
  {
    method: "get",
    path: "/api/dnc/export",
    summary: "The list as CSV (text/csv), filtered as the list is",
    permission: "dnc:read",
    query: listDncInputSchema.omit({ limit: true, cursor: true }),
    status: 200,
    refusals: ["INVALID"],
  },
  {
    method: "get",
    path: "/api/dnc/detections",
    summary: "Opt-outs that were detected and nobody has looked at; they block all the same",
    permission: "dnc:read",
    status: 200,
    answer: z.object({ data: z.array(detectionSchema), total: z.number().int() }),
    refusals: [],
  },
  {
    method: "post",
    path: "/api/dnc/{id}/review",
    summary: "Confirm a detection, or undo it with a reason (a legal word: managers only)",
    permission: "dnc:write",
    body: reviewBodySchema,
    status: 200,
    answer: reviewedDetectionSchema,
    refusals: ["INVALID", "FORBIDDEN", "NOT_FOUND", "CONFLICT"],
  },
  {
    method: "get",
    path: "/api/dnc/removals",
    summary: "Requests to take an entry off the list that wait for a second person",
    permission: "dnc:read",
    status: 200,
    answer: listOf(openRemovalSchema),
    refusals: [],
  },
  {
    method: "get",
    path: "/api/dnc/{id}/history",
    summary: "The life of an entry: who added, asked, decided and removed it, and why",
    permission: "dnc:read",
    status: 200,
    answer: listOf(dncStepSchema),
    refusals: ["NOT_FOUND"],
  },
  {
    method: "post",
    path: "/api/dnc/{id}/removal",
    summary: "Ask to take an entry off the list; it goes on blocking until a second person approves",
    permission: "dnc:remove",
    body: requestDncRemovalInputSchema.omit({ id: true }),
    status: 201,
    answer: dncRemovalSchema,
    refusals: ["INVALID", "FORBIDDEN", "NOT_FOUND", "CONFLICT"],
    idempotent: true,
  },
  {
    method: "post",
    path: "/api/dnc/{id}/removal/approve",
    summary: "Approve the removal as the second person",
    permission: "dnc:decide",
    body: approveDncRemovalInputSchema.omit({ id: true }),
    status: 200,
    answer: dncRemovalSchema,
    refusals: ["FORBIDDEN", "NOT_FOUND", "CONFLICT"],
    idempotent: true,
  },
  {
    method: "post",
    path: "/api/dnc/{id}/removal/reject",
    summary: "Reject the removal; who asked may take it back this way",
    permission: "dnc:decide",
    body: rejectDncRemovalInputSchema.omit({ id: true }),
    status: 200,
    answer: dncRemovalSchema,
    refusals: ["INVALID", "FORBIDDEN", "NOT_FOUND", "CONFLICT"],
    idempotent: true,
  },
  {
    method: "get",
    path: "/api/leads/{id}/consents",
    summary: "What a lead said about each address and purpose, newest first",
    permission: "leads:read",
    status: 200,
    answer: consentListSchema,
    refusals: ["NOT_FOUND"],
  },
  {
    method: "post",
    path: "/api/leads/{id}/consents",
    summary: "Record a consent for one address and purpose; the newest counts",
    permission: "leads:write",
    body: consentBodySchema,
    status: 201,
    answer: recordedConsentSchema,
    refusals: ["INVALID", "NOT_FOUND"],
    idempotent: true,
  },
];
