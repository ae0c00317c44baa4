import { version } from "@/lib/core/version";
import { describeApi } from "@/lib/registry/openapi";

let description: string | undefined;

export function GET(): Response {
  description ??= JSON.stringify(describeApi(version));
  return new Response(description, { headers: { "Content-Type": "application/json" } });
}
