import { toEndpoint } from "@/app/_adapters/endpoint";
import { setDefaultView } from "@/lib/saved-views/set-default-view";

export const POST = toEndpoint(setDefaultView, { input: (_, { id }) => ({ view_id: id }) });
