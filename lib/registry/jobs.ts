import { applyBulkActionJob } from "@/lib/bulk-actions/jobs";
import { undoBulkActionJob } from "@/lib/bulk-undos/jobs";
import { recountJob } from "@/lib/home/jobs";
import { undoJob } from "@/lib/import-undos/jobs";
import { importJob } from "@/lib/import-work/jobs";
import { checkJob } from "@/lib/integrity/jobs";
import type { Job } from "@/lib/jobs/define-job";

/** Everything the worker does on somebody's behalf. A job that waits and is not here any more waits on. */
export const jobs: readonly Job[] = [applyBulkActionJob, undoBulkActionJob, importJob, undoJob, checkJob, recountJob];
