import { describe, expect, it } from "vitest";
import { compareTexts } from "./shared-words";

const hers =
  "Hi Ines, following up on the demo last week. We can have the Worcester depot live before the holiday peak, with two weeks of parallel running. Would a 20-minute call on Thursday work to fix the dates? Best, Alice";
const mine =
  "Hi Ines, I wanted to follow up on the demo last week. We can have the Worcester depot live before the holiday peak if we start this month. Would a 20-minute call on Friday work to fix the dates? Best, Dana";

describe("near-identical text", () => {
  it("is found although names and days were changed", () => {
    const found = compareTexts(mine, hers);
    expect(found.myWords).toBe(41);
    expect(found.sharedWords).toBeGreaterThanOrEqual(27);
    expect(found.runs.map((run) => run.text).join("")).toBe(hers);
    expect(found.runs.find((run) => run.shared)?.text).toContain("up on the demo last week");
  });

  it("is not what two polite mails have in common", () => {
    const found = compareTexts(
      "Hi Ines, thank you for your time. Best, Dana",
      "Hi Ines, the price sheet is attached. Best, Bob",
    );
    expect(found.sharedWords).toBe(0);
  });

  it("is nothing when there is nothing", () => {
    expect(compareTexts("", "")).toEqual({ runs: [], sharedWords: 0, myWords: 0 });
  });
});
