import { z } from "zod";
import { toEndpoint, toReadEndpoint } from "@/app/_adapters/endpoint";
import { createSegment } from "@/lib/segments/create-segment";
import { listSegments } from "@/lib/segments/queries";

export const GET = toReadEndpoint({
  name: "listSegments",
  permission: "segments:read",
  input: z.strictObject({}),
  read: async (tx, _, ctx) => ({ data: await listSegments(tx, ctx), next_cursor: null }),
});

export const POST = toEndpoint(createSegment, { status: 201 });
