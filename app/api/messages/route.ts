import { toEndpoint } from "@/app/_adapters/endpoint";
import { queueMessage } from "@/lib/sending/queue-message";

export const POST = toEndpoint(queueMessage, { status: 202 });
