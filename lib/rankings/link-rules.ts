import { eachOf, type RowLinks, rowLinks } from "@/lib/analytics/link-rules";
import { previousOutreachLinks } from "@/lib/analytics/outreach-link-rules";
import type { Ranking } from "./schema";

const conversations = { attempts: "attempts", conversations: "conversations", responded_conversations: "responded" };
const kinds = { prevented: "prevented", overridden: "overridden", escaped: "escaped" };

/** The rows behind every count of the ranking. */
export function rankingLinks(
  { from_date, to_date, previous }: Pick<Ranking, "from_date" | "to_date" | "previous">,
  method: string | undefined,
): RowLinks {
  const kept = { from_date, to_date, method };
  return {
    ...rowLinks("/api/analytics/outreach/rows", kept, {
      ...eachOf("team", conversations, {}),
      ...eachOf("data[]", conversations, { rep_id: "{user.id}" }),
    }),
    ...rowLinks("/api/analytics/collisions/rows", kept, eachOf("data[].collisions", kinds, { user_id: "{user.id}" })),
    ...(previous && previousOutreachLinks(previous, { method })),
  };
}
