import { z } from "zod";
import { currentTime } from "@/lib/core/time";
import { defineJob } from "@/lib/jobs/define-job";
import { rebuildFigures } from "./rebuild-figures";

/** What a new time zone leaves to do. Given up, the page of the organization goes on saying that figures are counted anew, and `npm run rollups:rebuild` does it. */
export const recountJob = defineJob({
  name: "organization.recount",
  payload: z.strictObject({}),
  run: (ctx) => rebuildFigures({ ...ctx, now: currentTime() }, {}),
  abandon: async () => {},
});
