import { toEndpoint } from "@/app/_adapters/endpoint";
import { resumeSequences } from "@/lib/sequences/resume-sequences";

export const POST = toEndpoint(resumeSequences, { input: () => ({}) });
