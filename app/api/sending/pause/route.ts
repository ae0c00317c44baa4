import { toEndpoint } from "@/app/_adapters/endpoint";
import { pauseSending } from "@/lib/sending-limits/pause-sending";

export const POST = toEndpoint(pauseSending);
