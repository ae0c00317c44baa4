import { checkHealth } from "@/lib/core/health";

export const dynamic = "force-dynamic";

/** 200 when every part is well, else 503 naming the part that is not. */
export async function GET(): Promise<Response> {
  const health = await checkHealth();
  const headers = { "Cache-Control": "no-store" };
  return Response.json(health, { status: health.status === "ok" ? 200 : 503, headers });
}
