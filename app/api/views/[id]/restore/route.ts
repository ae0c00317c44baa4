import { toEndpoint } from "@/app/_adapters/endpoint";
import { restoreView } from "@/lib/saved-views/restore-view";

export const POST = toEndpoint(restoreView, { input: (_, { id }) => ({ view_id: id }) });
