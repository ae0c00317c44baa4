import { toEndpoint } from "@/app/_adapters/endpoint";
import { pauseEnrollment } from "@/lib/enrollments/pause-enrollment";

export const POST = toEndpoint(pauseEnrollment, { input: ({ body }, { id }) => ({ ...body, enrollment_id: id }) });
