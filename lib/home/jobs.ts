import { z } from "zod";
import { currentTime } from "@/lib/core/time";
import { defineJob } from "@/lib/jobs/define-job";
import { rebuildFigures } from "./rebuild-figures";

/** What a new time zone leaves to do. Given up, the page of the organization goes on saying so until `npm run rollups:rebuild` has done it. */
export const recountJob = defineJob({
  name: "organization.recount",
  payload: z.strictObject({}),
  run: (ctx) => rebuildFigures({ ...ctx, now: currentTime() }, {}),
  abandon: async () => {},
});
