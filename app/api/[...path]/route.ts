import { visitorOf } from "@/app/_adapters/caller";
import { problemResponse } from "@/app/_adapters/problem";
import { AppError } from "@/lib/core/errors";

/** Every address below /api that is none: a problem document, as programs expect. */
const nowhere = (request: Request): Response =>
  problemResponse(
    new AppError("NOT_FOUND", "There is no such address. GET /api/openapi.json lists them all."),
    visitorOf(request.headers).requestId,
  );

export const GET = nowhere;
export const POST = nowhere;
export const PUT = nowhere;
export const PATCH = nowhere;
export const DELETE = nowhere;
