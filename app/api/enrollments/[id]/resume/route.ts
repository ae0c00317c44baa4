import { toEndpoint } from "@/app/_adapters/endpoint";
import { resumeEnrollment } from "@/lib/enrollments/resume-enrollment";

export const POST = toEndpoint(resumeEnrollment, { input: ({ body }, { id }) => ({ ...body, enrollment_id: id }) });
