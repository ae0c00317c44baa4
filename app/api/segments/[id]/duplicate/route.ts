import { toEndpoint } from "@/app/_adapters/endpoint";
import { duplicateSegment } from "@/lib/segments/duplicate-segment";

export const POST = toEndpoint(duplicateSegment, { status: 201, input: (_, { id }) => ({ segment_id: id }) });
