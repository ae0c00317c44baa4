import { describeApi } from "@/lib/registry/openapi";
import { version } from "@/package.json";

let description: string | undefined;

export function GET(): Response {
  description ??= JSON.stringify(describeApi(version));
  return new Response(description, { headers: { "Content-Type": "application/json" } });
}
