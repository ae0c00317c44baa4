import { toEndpoint } from "@/app/_adapters/endpoint";
import { toListEndpoint } from "@/app/_adapters/list-endpoint";
import { pageInputSchema } from "@/lib/core/schema";
import { createSegment } from "@/lib/segments/create-segment";
import { listSegments } from "@/lib/segments/queries";

export const GET = toListEndpoint({
  name: "listSegments",
  permission: "segments:read",
  input: pageInputSchema,
  read: (tx, _, ctx) => listSegments(tx, ctx),
});

export const POST = toEndpoint(createSegment, { status: 201 });
