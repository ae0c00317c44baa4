import { toEndpoint } from "@/app/_adapters/endpoint";
import { cancelMessage } from "@/lib/sending/cancel-message";

export const POST = toEndpoint(cancelMessage);
