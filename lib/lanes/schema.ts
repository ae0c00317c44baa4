import type { Context } from "@/lib/core/context";
import type { Ways } from "@/lib/ways/open-ways";

export type Sending = {
  /** nobody in particular, in one organization, at this moment */
  context: () => Context;
  worker: string;
  ways: Ways;
  signal?: AbortSignal;
  /** the messages that lanes hold, for who says of them that they are still being sent */
  held?: Set<string>;
};
