import { afterAll, afterEach, expect, test } from "vitest";
import { inOrganization } from "@/db/tenant";
import { type HeardStream, hearStream } from "@/db/testing/heard-stream";
import { mintOrganization } from "@/db/testing/organization";
import { testDatabase } from "@/db/testing/test-database";
import type { Context } from "@/lib/core/context";
import { newId } from "@/lib/core/ids";
import { openEventStream } from "./event-stream";
import { closeStreams } from "./open-streams";
import { tellProgress, type Work } from "./progress";
import { stopHearing } from "./shared-listener";

await testDatabase();
afterEach(closeStreams);
afterAll(stopHearing);

const listen = async (ctx: Context) => {
  const mayStay = async () => true;
  return hearStream(await openEventStream({ ctx, lastEventId: null, signal: new AbortController().signal, mayStay }));
};

const body = { state: "running", done: 50, total: 200, rate: 25, seconds_left: 6, at: new Date(0).toISOString() };
const tell = (orgId: string, work: Work, id: string) =>
  inOrganization(orgId, (tx) => tellProgress(tx, work, { ...body, id }));

/** A stream that was just opened may not listen yet, and what is kept nowhere is not told again. */
async function untilHeard(orgId: string, streams: HeardStream[]): Promise<string> {
  const first = newId();
  await expect
    .poll(
      async () => {
        await tell(orgId, "bulk", first);
        return streams.every((one) => one.text().includes(first));
      },
      { timeout: 25_000 },
    )
    .toBe(true);
  return first;
}

test("tells the organization how its long work goes, at the commit, without an id and nobody else", async () => {
  const [org, other] = [await mintOrganization(), await mintOrganization()];
  const [mine, colleague, stranger] = [await listen(org.rep1), await listen(org.rep2), await listen(other.rep1)];
  const first = await untilHeard(org.orgId, [mine, colleague]);
  const [kept, lost, strange] = [newId(), newId(), newId()];
  await inOrganization(org.orgId, async (tx) => {
    await tellProgress(tx, "bulk", { ...body, id: lost });
    throw new Error("rolled back");
  }).catch(() => {});
  await tell(org.orgId, "bulk", kept);
  await tell(other.orgId, "import", strange);
  for (const stream of [mine, colleague]) {
    await stream.says(kept);
    const told = stream.told().filter(({ data }) => !data.includes(first));
    expect(told).toMatchObject([{ id: "", event: "bulk.progress", data: expect.stringContaining(kept) }]);
  }
  await stranger.says(strange);
  expect(stranger.told()).toMatchObject([{ id: "", event: "import.progress" }]);
});
