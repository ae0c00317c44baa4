import { toReadEndpoint } from "@/app/_adapters/endpoint";
import { checkAddress } from "@/lib/blind-checks/check-address";
import { checkAddressInputSchema } from "@/lib/blind-checks/schema";

export const GET = toReadEndpoint({
  name: "checkAddress",
  permission: "leads:read",
  input: checkAddressInputSchema,
  read: checkAddress,
});
