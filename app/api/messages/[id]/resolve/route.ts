import { toEndpoint } from "@/app/_adapters/endpoint";
import { resolveMessage } from "@/lib/unknown-messages/resolve-message";

export const POST = toEndpoint(resolveMessage, { input: ({ body }, { id }) => ({ ...body, id }) });
