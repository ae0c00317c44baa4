import { z } from "zod";
import { toEndpoint, toReadEndpoint } from "@/app/_adapters/endpoint";
import { changeOrganization } from "@/lib/home/change-organization";
import { getOrganization } from "@/lib/home/queries";

export const GET = toReadEndpoint({
  name: "getOrganization",
  permission: "analytics:read",
  input: z.strictObject({}),
  read: (tx) => getOrganization(tx),
});

export const PATCH = toEndpoint(changeOrganization, { input: ({ body }) => body });
