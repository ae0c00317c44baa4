import { z } from "zod";
import {
  completeItemInputSchema,
  createDayInputSchema,
  daySchema,
  sendItemInputSchema,
  skipItemInputSchema,
  updateItemInputSchema,
} from "@/lib/daily-outreach/schema";
import type { RestRoute } from "./rest-route";

const one: Pick<RestRoute, "method" | "permission" | "status" | "answer" | "refusals" | "idempotent"> = {
  method: "post",
  permission: "communications:write",
  status: 200,
  answer: daySchema,
  refusals: ["INVALID", "NOT_FOUND", "CONFLICT"],
  idempotent: true,
};

export const dailyRoutes: RestRoute[] = [
  {
    ...one,
    method: "get",
    path: "/api/daily_outreach",
    summary: "Read your day: what is open, and what was done today",
    permission: "communications:read",
    refusals: ["INVALID"],
    idempotent: false,
  },
  { ...one, path: "/api/daily_outreach", summary: "Fill your day up to your capacity", body: createDayInputSchema },
  {
    ...one,
    method: "patch",
    path: "/api/daily_outreach/items/{id}",
    summary: "Change what was prepared, or put the item off",
    body: updateItemInputSchema.omit({ item_id: true }),
    idempotent: false,
  },
  {
    ...one,
    path: "/api/daily_outreach/items/{id}/send",
    summary: "Send what stands in the item, through the gate",
    body: sendItemInputSchema.omit({ item_id: true }),
    answer: daySchema.extend({ sent: z.object({ id: z.uuid(), send_at: z.iso.datetime() }) }),
    refusals: [...one.refusals, "RECENTLY_CONTACTED", "DNC_BLOCKED", "NO_CONSENT", "ADDRESS_INVALID"],
  },
  {
    ...one,
    path: "/api/daily_outreach/items/{id}/done",
    summary: "Say that an item was done; a call or message is logged through the gate",
    body: completeItemInputSchema.omit({ item_id: true }),
    refusals: [...one.refusals, "RECENTLY_CONTACTED", "DNC_BLOCKED"],
  },
  {
    ...one,
    path: "/api/daily_outreach/items/{id}/skip",
    summary: "Leave an item out, with the reason",
    body: skipItemInputSchema.omit({ item_id: true }),
  },
  {
    ...one,
    path: "/api/daily_outreach/items/{id}/undo",
    summary: "Take a press back: a message that has not left does not go out, and the item is open again",
    refusals: ["NOT_FOUND", "CONFLICT", "FORBIDDEN"],
  },
];
