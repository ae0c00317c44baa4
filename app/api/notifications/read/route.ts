import { toEndpoint } from "@/app/_adapters/endpoint";
import { markNotifications } from "@/lib/notifications/mark-notifications";

export const POST = toEndpoint(markNotifications);
