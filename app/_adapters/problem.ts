import { translateDatabaseError } from "@/lib/core/database-errors";
import { AppError, errorTitles } from "@/lib/core/errors";
import type { Problem } from "@/lib/guard/schema";
import { log } from "./log";
import { wholeResponse } from "./whole-body";

export type ProblemBody = Problem & { type: string; title: string; status: number; request_id: string };

/** Any error as RFC 9457 has it. What nobody foresaw is logged whole and told to nobody. */
export function toProblem(thrown: unknown, requestId: string): ProblemBody {
  const error = foresee(thrown, requestId);
  const { code, status, detail, errors, extra } = error;
  const type = `urn:touchline:problem:${code.toLowerCase().replaceAll("_", "-")}`;
  return { ...extra, type, title: errorTitles[code][1], status, detail, code, request_id: requestId, errors };
}

/** The problem as a response, with the headers that go with its status. */
export function problemResponse(thrown: unknown, requestId: string): Response {
  const problem = toProblem(thrown, requestId);
  const headers = new Headers({
    "Content-Type": "application/problem+json",
    "Cache-Control": "no-store",
    "X-Request-Id": requestId,
  });
  if (problem.status === 401) headers.set("WWW-Authenticate", 'Bearer realm="touchline"');
  if (problem.status === 429) headers.set("Retry-After", String(retryAfter(problem)));
  if (thrown instanceof AppError && thrown.replayed) headers.set("Idempotency-Replayed", "true");
  if (problem.status === 503) headers.set("Retry-After", "2");
  return wholeResponse(JSON.stringify(problem), { status: problem.status, headers });
}

function foresee(thrown: unknown, requestId: string): AppError {
  const error = translateDatabaseError(thrown);
  if (error instanceof AppError) {
    if (error.status >= 500) log.warn({ request_id: requestId, code: error.code, err: error.cause }, error.detail);
    return error;
  }
  log.error({ request_id: requestId, err: error }, "unforeseen");
  const words = `Something broke on our side and is in the log under ${requestId}. Nothing was changed; try again.`;
  return new AppError("INTERNAL", words);
}

function retryAfter(problem: object): number {
  const given: unknown = "retry_after" in problem ? problem.retry_after : undefined;
  return typeof given === "number" ? given : 1;
}
