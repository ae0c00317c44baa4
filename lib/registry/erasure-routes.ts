import { erasedPersonSchema, exportedPersonSchema } from "@/lib/erasure/schema";
import type { RestRoute } from "./rest-route";

/** What a person may ask of those who keep data about them. */
export const erasureRoutes: RestRoute[] = [
  {
    method: "post",
    path: "/api/leads/{id}/export",
    summary: "Everything about a person as one document",
    permission: "people:erase",
    status: 200,
    answer: exportedPersonSchema,
    refusals: ["FORBIDDEN", "NOT_FOUND"],
  },
  {
    method: "post",
    path: "/api/leads/{id}/erase",
    summary: "Erase a person; a keyed hash of each address keeps them blocked. There is no way back",
    permission: "people:erase",
    status: 200,
    answer: erasedPersonSchema,
    refusals: ["FORBIDDEN", "NOT_FOUND"],
    idempotent: true,
  },
];
