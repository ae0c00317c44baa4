import { z } from "zod";
import { toEndpoint, toReadEndpoint } from "@/app/_adapters/endpoint";
import { moveEnrollments } from "@/lib/enrolling/move-enrollments";
import { previewMove } from "@/lib/enrolling/queries";

export const GET = toReadEndpoint({
  name: "previewMove",
  permission: "sequences:read",
  input: z.strictObject({ id: z.string() }),
  read: (tx, { id }) => previewMove(tx, id),
});

export const POST = toEndpoint(moveEnrollments, { input: ({ body }, { id }) => ({ ...body, sequence_id: id }) });
