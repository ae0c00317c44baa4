import { toEndpoint } from "@/app/_adapters/endpoint";
import { pauseSequences } from "@/lib/sequence-pauses/pause-sequences";

export const POST = toEndpoint(pauseSequences, { input: () => ({}) });
