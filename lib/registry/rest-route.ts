import type { z } from "zod";
import type { ErrorCode } from "@/lib/core/errors";
import type { Permission } from "@/lib/core/permissions";

/** One door for programs, as OpenAPI describes it. */
export type RestRoute = {
  method: "get" | "post" | "put" | "patch" | "delete";
  /** as OpenAPI writes it */
  path: string;
  summary: string;
  permission: Permission | null;
  query?: z.ZodType;
  body?: z.ZodType;
  status: 200 | 201 | 202 | 204;
  answer?: z.ZodType;
  refusals: ErrorCode[];
  idempotent?: boolean;
};
