import { toEndpoint } from "@/app/_adapters/endpoint";
import { markShared } from "@/lib/contact-points/mark-shared";

export const PATCH = toEndpoint(markShared, { input: ({ body }, { id }) => ({ ...body, contact_point_id: id }) });
