import { toEndpoint } from "@/app/_adapters/endpoint";
import { exportPerson } from "@/lib/erasure/export-person";

// The answer is never stored for a repetition: it is everything about somebody.
export const POST = toEndpoint(exportPerson, {
  input: ({ body }, { id }) => ({ ...body, lead_id: id }),
  idempotent: false,
});
