import { toEndpoint } from "@/app/_adapters/endpoint";
import { pauseSequences } from "@/lib/sequences/pause-sequences";

export const POST = toEndpoint(pauseSequences, { input: () => ({}) });
