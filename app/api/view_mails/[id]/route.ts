import { toEndpoint } from "@/app/_adapters/endpoint";
import { removeViewMail } from "@/lib/view-mails/remove-view-mail";

export const DELETE = toEndpoint(removeViewMail, { status: 204, input: (_, { id }) => ({ id }) });
