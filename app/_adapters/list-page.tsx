import type { ReactNode } from "react";
import { LostPlace } from "@/components/ui/lost-place";
import { isCursor } from "@/lib/core/cursor";
import { AppError } from "@/lib/core/errors";
import { pageQuery, queryText, type SearchParams } from "./page-input";

type Props = { searchParams: Promise<SearchParams> };

/** A page of a list: an address that leads to no place of it says so, with the way to its first page. */
export const listPage =
  <P extends Props>(draw: (props: P) => Promise<ReactNode>) =>
  async (props: P): Promise<ReactNode> =>
    atPlace(await props.searchParams, () => draw(props));

/** The same for a list that is a part of its page. */
export async function atPlace(params: SearchParams, draw: () => Promise<ReactNode>): Promise<ReactNode> {
  const lost = <LostPlace query={queryText(pageQuery(params))} />;
  if (params.cursor && !isCursor([params.cursor].flat()[0] ?? "")) return lost;
  try {
    return await draw();
  } catch (error) {
    if (isLostPlace(error)) return lost;
    throw error;
  }
}

/** Whether a list refused the place that it was asked for. */
export const isLostPlace = (error: unknown): boolean =>
  error instanceof AppError && error.code === "INVALID" && error.errors?.[0]?.path === "cursor";
