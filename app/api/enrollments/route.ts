import { toReadEndpoint } from "@/app/_adapters/endpoint";
import { listEnrollments } from "@/lib/enrollments/queries";
import { listEnrollmentsInputSchema } from "@/lib/enrollments/schema";

export const GET = toReadEndpoint({
  name: "listEnrollments",
  permission: "sequences:read",
  input: listEnrollmentsInputSchema,
  read: (tx, input, ctx) => listEnrollments(tx, input, ctx.now),
});
