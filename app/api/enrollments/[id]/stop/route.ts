import { toEndpoint } from "@/app/_adapters/endpoint";
import { stopEnrollment } from "@/lib/enrollments/stop-enrollment";

export const POST = toEndpoint(stopEnrollment, { input: ({ body }, { id }) => ({ ...body, enrollment_id: id }) });
