import { toEndpoint } from "@/app/_adapters/endpoint";
import { claimDraft } from "@/lib/drafts/claim-draft";
import { releaseDraft } from "@/lib/drafts/release-draft";

export const POST = toEndpoint(claimDraft, {
  idempotent: false,
  input: ({ body }, { id }) => ({ ...body, lead_id: id }),
});

export const DELETE = toEndpoint(releaseDraft, { status: 204, input: (_, { id }) => ({ lead_id: id }) });
