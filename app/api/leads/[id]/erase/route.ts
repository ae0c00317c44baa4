import { toEndpoint } from "@/app/_adapters/endpoint";
import { erasePerson } from "@/lib/erasure/erase-person";

export const POST = toEndpoint(erasePerson, { input: ({ body }, { id }) => ({ ...body, lead_id: id }) });
