import { describe, expect, it } from "vitest";
import { checkResponse, type GivenTouch, momentOf } from "./rules";

const now = new Date("2026-03-04T12:00:00.500Z");
const ago = (seconds: number) => new Date(now.getTime() - seconds * 1000).toISOString();
const given = (touch: Partial<GivenTouch> = {}): GivenTouch => ({ method: "email", direction: "outbound", ...touch });

describe("the moment of a touch", () => {
  it.each<[string, Partial<GivenTouch>, { intent: string; occurredAt: string; repliedAt?: string }]>([
    ["nothing said: planned, now", {}, { intent: "planned", occurredAt: ago(0) }],
    ["a minute ago: planned, now", { occurred_at: ago(60) }, { intent: "planned", occurredAt: ago(0) }],
    ["61 seconds ago: happened, then", { occurred_at: ago(61) }, { intent: "happened", occurredAt: ago(61) }],
    ["yesterday: happened, then", { occurred_at: ago(86_400) }, { intent: "happened", occurredAt: ago(86_400) }],
    [
      "yesterday, and said not to have happened: it has",
      { occurred_at: ago(86_400), already_happened: false },
      { intent: "happened", occurredAt: ago(86_400) },
    ],
    ["said to have happened: now", { already_happened: true }, { intent: "happened", occurredAt: ago(0) }],
    [
      "said to have happened 10 seconds ago: then",
      { already_happened: true, occurred_at: ago(10) },
      { intent: "happened", occurredAt: ago(10) },
    ],
    [
      "five minutes ahead, by a clock that is wrong: now",
      { occurred_at: ago(-300) },
      { intent: "planned", occurredAt: ago(0) },
    ],
    ["inbound: happened", { direction: "inbound" }, { intent: "happened", occurredAt: ago(0) }],
    [
      "inbound yesterday: then",
      { direction: "inbound", occurred_at: ago(86_400) },
      { intent: "happened", occurredAt: ago(86_400) },
    ],
    [
      "inbound, a little ahead: now, not in the future",
      { direction: "inbound", occurred_at: ago(-30) },
      { intent: "happened", occurredAt: ago(0) },
    ],
    ["answered at once", { responded: true }, { intent: "planned", occurredAt: ago(0), repliedAt: ago(0) }],
    [
      "yesterday and answered, no time said: at once",
      { occurred_at: ago(86_400), responded: true },
      { intent: "happened", occurredAt: ago(86_400), repliedAt: ago(86_400) },
    ],
    [
      "yesterday and answered an hour ago",
      { occurred_at: ago(86_400), responded: true, response_at: ago(3600) },
      { intent: "happened", occurredAt: ago(86_400), repliedAt: ago(3600) },
    ],
    [
      "with another zone's clock",
      { occurred_at: "2026-03-04T10:00:00.500+05:00" },
      { intent: "happened", occurredAt: "2026-03-04T05:00:00.500Z" },
    ],
  ])("%s", (_, touch, expected) => {
    const moment = momentOf(given(touch), now);
    expect({
      ...moment,
      occurredAt: moment.occurredAt.toISOString(),
      repliedAt: moment.repliedAt?.toISOString(),
    }).toEqual({ repliedAt: undefined, ...expected });
  });

  it.each<[string, Partial<GivenTouch>, string]>([
    ["more than five minutes ahead", { occurred_at: ago(-301) }, "occurred_at"],
    ["an inbound touch that has not happened", { direction: "inbound", already_happened: false }, "already_happened"],
    ["a response to a response", { direction: "inbound", responded: true }, "responded"],
    ["a time of response without a response", { response_at: ago(0) }, "response_at"],
    ["a time of response, and the word that there was none", { responded: false, response_at: ago(0) }, "response_at"],
    ["a response before the touch", { occurred_at: ago(100), responded: true, response_at: ago(101) }, "response_at"],
    ["a response in the future", { responded: true, response_at: ago(-1) }, "response_at"],
  ])("cannot be %s", (_, touch, path) => {
    expect(() => momentOf(given(touch), now)).toThrow(
      expect.objectContaining({ code: "INVALID", errors: [expect.objectContaining({ path })] }),
    );
  });
});

describe("a response", () => {
  it("lies between the touch and now, both included", () => {
    const touch = new Date(ago(100));
    for (const at of [touch, now]) expect(checkResponse(at, touch, now)).toBe(at);
    for (const at of [new Date(touch.getTime() - 1), new Date(now.getTime() + 1)])
      expect(() => checkResponse(at, touch, now)).toThrow(/response_at/);
  });
});
