import { refuseQuery } from "@/app/_adapters/asked";
import { visitorOf } from "@/app/_adapters/caller";
import { problemResponse } from "@/app/_adapters/problem";
import { checkHealth } from "@/lib/core/health";

export const dynamic = "force-dynamic";

/** 200 when every part is well, else 503 naming the part that is not. */
export async function GET(request: Request): Promise<Response> {
  try {
    refuseQuery(request);
  } catch (error) {
    return problemResponse(error, visitorOf(request.headers).requestId);
  }
  const health = await checkHealth();
  const headers = { "Cache-Control": "no-store" };
  return Response.json(health, { status: health.status === "ok" ? 200 : 503, headers });
}
