import { toEndpoint } from "@/app/_adapters/endpoint";
import { updateSource } from "@/lib/sources/update-source";

export const PATCH = toEndpoint(updateSource, { input: ({ body }, { id }) => ({ ...body, source_id: id }) });
