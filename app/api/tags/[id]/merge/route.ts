import { toEndpoint } from "@/app/_adapters/endpoint";
import { mergeTags } from "@/lib/tags/merge-tags";

export const POST = toEndpoint(mergeTags, { input: ({ body }, { id }) => ({ ...body, tag_id: id }) });
