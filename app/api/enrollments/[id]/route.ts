import { z } from "zod";
import { toReadEndpoint } from "@/app/_adapters/endpoint";
import { getEnrollment } from "@/lib/enrollments/queries";

export const GET = toReadEndpoint({
  name: "getEnrollment",
  permission: "sequences:read",
  input: z.strictObject({ id: z.string() }),
  read: (tx, { id }, ctx) => getEnrollment(tx, id, ctx.now),
});
