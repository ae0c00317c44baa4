import { toEndpoint } from "@/app/_adapters/endpoint";
import { reviewDetection } from "@/lib/opt-outs/review-detection";

export const POST = toEndpoint(reviewDetection);
