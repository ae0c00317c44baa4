import { contactPointSchema, markSharedInputSchema } from "@/lib/contact-points/schema";
import { pageInputSchema, pageOf } from "@/lib/core/schema";
import { addStakeholderInputSchema, stakeholderSchema } from "@/lib/stakeholders/schema";
import type { RestRoute } from "./rest-route";

export const personRoutes: RestRoute[] = [
  {
    method: "get",
    path: "/api/leads/{id}/contact-points",
    summary: "The addresses of a lead, and which of them many people share",
    query: pageInputSchema,
    permission: "leads:read",
    status: 200,
    answer: pageOf(contactPointSchema),
    refusals: ["INVALID", "NOT_FOUND"],
  },
  {
    method: "patch",
    path: "/api/contact-points/{id}",
    summary: "Say that many people share an address, or take that back",
    permission: "leads:write",
    body: markSharedInputSchema,
    status: 200,
    answer: contactPointSchema,
    refusals: ["INVALID", "NOT_FOUND"],
  },
  {
    method: "get",
    path: "/api/leads/{id}/stakeholders",
    summary: "The further people of a pursuit",
    query: pageInputSchema,
    permission: "leads:read",
    status: 200,
    answer: pageOf(stakeholderSchema),
    refusals: ["INVALID", "NOT_FOUND"],
  },
  {
    method: "post",
    path: "/api/leads/{id}/stakeholders",
    summary: "Add a further person to a pursuit",
    permission: "leads:write",
    body: addStakeholderInputSchema,
    status: 201,
    answer: stakeholderSchema,
    refusals: ["INVALID", "NOT_FOUND"],
    idempotent: true,
  },
];
