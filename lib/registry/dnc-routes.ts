import { z } from "zod";
import { pageOf } from "@/lib/core/schema";
import {
  addDncEntryInputSchema,
  addedDncEntrySchema,
  checkDncInputSchema,
  checkManyDncInputSchema,
  dncCheckResultSchema,
  dncCheckSchema,
  dncEntrySchema,
  listDncInputSchema,
} from "@/lib/dnc/schema";
import type { RestRoute } from "./rest-route";

export const dncRoutes: RestRoute[] = [
  {
    method: "get",
    path: "/api/dnc",
    summary: "List do-not-contact entries",
    permission: "dnc:read",
    query: listDncInputSchema,
    status: 200,
    answer: pageOf(dncEntrySchema),
    refusals: ["INVALID"],
  },
  {
    method: "post",
    path: "/api/dnc",
    summary: "Add a do-not-contact entry; 200 with the standing one when it is there",
    permission: "dnc:write",
    body: addDncEntryInputSchema,
    status: 201,
    answer: addedDncEntrySchema.omit({ created: true }),
    refusals: ["INVALID"],
    idempotent: true,
  },
  {
    method: "get",
    path: "/api/dnc/check",
    summary: "Whether an address is blocked",
    permission: "dnc:read",
    query: checkDncInputSchema,
    status: 200,
    answer: dncCheckSchema,
    refusals: ["INVALID"],
  },
  {
    method: "post",
    path: "/api/dnc/check",
    summary: "Check up to 10,000 values, answered in order",
    permission: "dnc:read",
    body: checkManyDncInputSchema,
    status: 200,
    answer: z.object({ results: z.array(dncCheckResultSchema) }),
    refusals: ["INVALID"],
  },
];
