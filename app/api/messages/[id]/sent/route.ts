import { toEndpoint } from "@/app/_adapters/endpoint";
import { markSent } from "@/lib/unknown-messages/mark-sent";

export const POST = toEndpoint(markSent);
