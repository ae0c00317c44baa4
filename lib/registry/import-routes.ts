import { z } from "zod";
import { pageOf } from "@/lib/core/schema";
import { previewSchema } from "@/lib/import-work/preview-schema";
import {
  changeImportInputSchema,
  importSchema,
  listImportsInputSchema,
  startImportInputSchema,
  uploadQuerySchema,
} from "@/lib/lead-imports/schema";
import type { RestRoute } from "./rest-route";

const one = "/api/imports/{id}";
const kept = z.object({ lead_id: z.uuid(), name: z.string(), outcome: z.enum(["created", "updated"]) });

export const importRoutes: RestRoute[] = [
  {
    method: "get",
    path: "/api/imports",
    summary: "List imports",
    permission: "leads:read",
    query: listImportsInputSchema,
    status: 200,
    answer: pageOf(importSchema),
    refusals: ["INVALID"],
  },
  {
    method: "post",
    path: "/api/imports",
    summary: "Upload a CSV or Excel file, as the body or in a form; with start=true it is imported at once",
    permission: "leads:write",
    query: uploadQuerySchema,
    status: 201,
    answer: importSchema,
    refusals: ["INVALID", "TOO_LARGE", "UNSUPPORTED_TYPE"],
  },
  {
    method: "get",
    path: one,
    summary: "Read an import and how far it is",
    permission: "leads:read",
    status: 200,
    answer: importSchema,
    refusals: ["NOT_FOUND"],
  },
  {
    method: "patch",
    path: one,
    summary: "Say how the file is read, before it is imported",
    permission: "leads:write",
    body: changeImportInputSchema,
    status: 200,
    answer: importSchema,
    refusals: ["INVALID", "NOT_FOUND", "CONFLICT"],
  },
  {
    method: "get",
    path: `${one}/preview`,
    summary: "The first 100 rows as they will be stored",
    permission: "leads:read",
    status: 200,
    answer: previewSchema,
    refusals: ["NOT_FOUND"],
  },
  {
    method: "post",
    path: `${one}/start`,
    summary: "Import the file, or count what it would come to",
    permission: "leads:write",
    body: startImportInputSchema,
    status: 200,
    answer: importSchema,
    refusals: ["NOT_FOUND", "CONFLICT"],
    idempotent: true,
  },
  {
    method: "post",
    path: `${one}/cancel`,
    summary: "Stop an import; what is stored stays",
    permission: "leads:write",
    status: 200,
    answer: importSchema,
    refusals: ["NOT_FOUND", "CONFLICT"],
    idempotent: true,
  },
  {
    method: "post",
    path: `${one}/undo`,
    summary: "Take an import back, within seven days",
    permission: "leads:write",
    status: 200,
    answer: importSchema,
    refusals: ["NOT_FOUND", "CONFLICT"],
    idempotent: true,
  },
  {
    method: "get",
    path: `${one}/kept`,
    summary: "The leads that stayed when an import was undone",
    permission: "leads:read",
    status: 200,
    answer: z.object({ data: z.array(kept) }),
    refusals: ["NOT_FOUND"],
  },
  {
    method: "get",
    path: `${one}/errors.csv`,
    summary: "The rejected rows as a file that can be mended and imported again",
    permission: "leads:read",
    status: 200,
    refusals: ["NOT_FOUND"],
  },
];
