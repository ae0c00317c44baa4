import type { Metadata } from "next";
import { resolveCollisionAction, reviewOverrideAction } from "@/app/_actions/collisions";
import { collisionTabs } from "@/app/_adapters/collision-tabs";
import { listPage } from "@/app/_adapters/list-page";
import { pageInput, queryText, type SearchParams } from "@/app/_adapters/page-input";
import { requireContext } from "@/app/_adapters/session";
import { CollisionsList } from "@/components/collisions/collisions-list";
import { ResolutionFilter } from "@/components/collisions/resolution-filter";
import { TopBar } from "@/components/shell/top-bar";
import { countWords } from "@/components/ui/count-words";
import { ForwardPager } from "@/components/ui/forward-pager";
import { Tabs } from "@/components/ui/tabs";
import { countOpenReviews, listCollisions } from "@/lib/collisions/queries";
import { listCollisionsInputSchema } from "@/lib/collisions/schema";
import { mayDo } from "@/lib/core/permissions";
import { read } from "@/lib/core/read";

export const metadata: Metadata = { title: "Collisions" };

export default listPage(CollisionsPage);

async function CollisionsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const ctx = await requireContext();
  const { input, query } = pageInput(listCollisionsInputSchema, await searchParams);
  const [page, open] = await read(ctx, "collisions:read", (tx) =>
    Promise.all([listCollisions(tx, ctx, input), countOpenReviews(tx, ctx)]),
  );
  const text = queryText(query);
  return (
    <>
      <TopBar title="Collisions" note={countWords(page)}>
        <ResolutionFilter query={text} resolution={input.resolution ?? null} />
      </TopBar>
      <Tabs label="What became of them" tabs={collisionTabs(input, text, open)} />
      <div className="scroll">
        <CollisionsList
          collisions={page.data}
          userId={ctx.actor.userId}
          mayReview={mayDo(ctx.actor.role, ctx.actor.scopes, "collisions:review")}
          actions={{ reviewOverride: reviewOverrideAction, resolveCollision: resolveCollisionAction }}
        />
        <ForwardPager label="Pages of collisions" query={text} nextCursor={page.next_cursor} />
      </div>
    </>
  );
}
