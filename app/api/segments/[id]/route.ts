import { z } from "zod";
import { withVersion } from "@/app/_adapters/asked";
import { toEndpoint, toReadEndpoint } from "@/app/_adapters/endpoint";
import { deleteSegment } from "@/lib/segments/delete-segment";
import { getSegment } from "@/lib/segments/queries";
import { updateSegment } from "@/lib/segments/update-segment";

export const GET = toReadEndpoint({
  name: "getSegment",
  permission: "segments:read",
  input: z.strictObject({ id: z.string() }),
  read: (tx, { id }, ctx) => getSegment(tx, ctx, id),
});

export const PATCH = toEndpoint(updateSegment, {
  input: (asked, { id }) => withVersion(asked, { segment_id: id }),
});

export const DELETE = toEndpoint(deleteSegment, { status: 204, input: (_, { id }) => ({ segment_id: id }) });
