import { toEndpoint } from "@/app/_adapters/endpoint";
import { requestDncRemoval } from "@/lib/dnc-removals/request-dnc-removal";

export const POST = toEndpoint(requestDncRemoval, { status: 201 });
