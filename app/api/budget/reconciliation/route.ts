import { toReadEndpoint } from "@/app/_adapters/endpoint";
import { reconcileMonth } from "@/lib/budgets/reconcile-queries";
import { monthBefore } from "@/lib/budgets/rules";
import { reconcileInputSchema } from "@/lib/budgets/schema";
import { dayIn } from "@/lib/core/time";

export const GET = toReadEndpoint({
  name: "reconcileMonth",
  permission: "budget:read",
  input: reconcileInputSchema,
  read: (tx, { month }, ctx) => reconcileMonth(tx, month ?? monthBefore(dayIn(ctx.now, ctx.timezone))),
});
