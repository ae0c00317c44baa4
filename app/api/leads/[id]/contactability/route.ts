import { z } from "zod";
import { toReadEndpoint } from "@/app/_adapters/endpoint";
import { assessLead } from "@/lib/outreach/assess-lead";

export const GET = toReadEndpoint({
  name: "assessLead",
  permission: "leads:read",
  input: z.strictObject({ id: z.string() }),
  read: (tx, { id }, ctx) => assessLead(tx, id, ctx),
});
