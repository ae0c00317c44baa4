import { toEndpoint } from "@/app/_adapters/endpoint";
import { linkProvider } from "@/lib/mailboxes/link-provider";

export const POST = toEndpoint(linkProvider, { status: 201 });
