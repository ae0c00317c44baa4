import { toEndpoint } from "@/app/_adapters/endpoint";
import { resumeSending } from "@/lib/sending-limits/resume-sending";

export const POST = toEndpoint(resumeSending);
