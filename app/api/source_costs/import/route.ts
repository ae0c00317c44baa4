import { toEndpoint } from "@/app/_adapters/endpoint";
import { importSourceCosts } from "@/lib/source-costs/import-source-costs";

export const POST = toEndpoint(importSourceCosts, { mostBytes: 4_000_000 });
