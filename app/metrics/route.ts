import { visitorOf } from "@/app/_adapters/caller";
import { isLocal } from "@/app/_adapters/local";
import { metrics } from "@/app/_adapters/metrics";
import { problemResponse } from "@/app/_adapters/problem";
import { authenticate } from "@/app/_adapters/session";

/** Prometheus text, for this machine or with an API key. */
export async function GET(request: Request): Promise<Response> {
  const visitor = visitorOf(request.headers);
  try {
    if (!isLocal(request.headers)) await authenticate(request, visitor);
    const { registry } = metrics();
    return new Response(await registry.metrics(), { headers: { "Content-Type": registry.contentType } });
  } catch (error) {
    return problemResponse(error, visitor.requestId);
  }
}
