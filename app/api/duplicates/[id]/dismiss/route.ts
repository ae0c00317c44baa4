import { toEndpoint } from "@/app/_adapters/endpoint";
import { dismissDuplicate } from "@/lib/duplicates/dismiss-duplicate";

export const POST = toEndpoint(dismissDuplicate, { input: (_, { id }) => ({ pair_id: id }) });
