import { toEndpoint } from "@/app/_adapters/endpoint";
import { rejectDncRemoval } from "@/lib/dnc-removals/reject-dnc-removal";

export const POST = toEndpoint(rejectDncRemoval);
