import { afterAll, afterEach, expect, test } from "vitest";
import { inOrganization } from "@/db/tenant";
import { hearStream } from "@/db/testing/heard-stream";
import { mintOrganization } from "@/db/testing/organization";
import { testDatabase } from "@/db/testing/test-database";
import type { Context } from "@/lib/core/context";
import { newId } from "@/lib/core/ids";
import { openEventStream } from "./event-stream";
import { closeStreams } from "./open-streams";
import { tellProgress } from "./progress";
import { stopHearing } from "./shared-listener";

await testDatabase();
afterEach(closeStreams);
afterAll(stopHearing);

const listen = async (ctx: Context) => {
  const mayStay = async () => true;
  return hearStream(await openEventStream({ ctx, lastEventId: null, signal: new AbortController().signal, mayStay }));
};

test("tells the organization how its long work goes, at the commit, without an id and nobody else", async () => {
  const [org, other] = [await mintOrganization(), await mintOrganization()];
  const [mine, colleague, stranger] = [await listen(org.rep1), await listen(org.rep2), await listen(other.rep1)];
  const body = { state: "running", done: 50, total: 200, rate: 25, seconds_left: 6, at: org.rep1.now.toISOString() };
  const [kept, lost, strange] = [newId(), newId(), newId()];
  await inOrganization(org.orgId, async (tx) => {
    await tellProgress(tx, "bulk", { ...body, id: lost });
    throw new Error("rolled back");
  }).catch(() => {});
  await inOrganization(org.orgId, (tx) => tellProgress(tx, "bulk", { ...body, id: kept }));
  await inOrganization(other.orgId, (tx) => tellProgress(tx, "import", { ...body, id: strange }));
  const heard = { id: "", event: "bulk.progress", data: JSON.stringify({ ...body, id: kept }) };
  expect(await mine.events(1)).toMatchObject([{ ...heard, data: expect.stringContaining(kept) }]);
  expect(await colleague.events(1)).toMatchObject([{ event: "bulk.progress", id: "" }]);
  await stranger.says(strange);
  expect(stranger.told()).toMatchObject([{ event: "import.progress" }]);
  expect(mine.text()).not.toContain(lost);
});
