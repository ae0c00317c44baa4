import { toEndpoint } from "@/app/_adapters/endpoint";
import { approveDncRemoval } from "@/lib/dnc-removals/approve-dnc-removal";

export const POST = toEndpoint(approveDncRemoval);
