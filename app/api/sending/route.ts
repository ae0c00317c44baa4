import { z } from "zod";
import { toReadEndpoint } from "@/app/_adapters/endpoint";
import { getSendingState } from "@/lib/sending-limits/queries";

export const GET = toReadEndpoint({
  name: "getSendingState",
  permission: "mailboxes:read",
  input: z.strictObject({}),
  read: getSendingState,
});
