import { createHmac } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { foldEvents, readResend, resendWebhookSchema, type StoredEvent } from "./rules";
import { verifyWebhook } from "./verify-webhook";

const size = Number(process.env.TOUCHLINE_TEST_SIZE ?? 0.1);
const runs = Math.round(10_000 * size);
const secret = `whsec_${Buffer.alloc(24, 3).toString("base64")}`;
const now = new Date("2026-03-02T10:00:00Z");
const sign = (id: string, timestamp: string, body: string) =>
  `v1,${createHmac("sha256", Buffer.alloc(24, 3)).update(`${id}.${timestamp}.${body}`).digest("base64")}`;
const seconds = (shift = 0) => String(Math.floor(now.getTime() / 1000) + shift);
const signed = (body: string, shift = 0) => {
  const [id, timestamp] = ["msg_1", seconds(shift)];
  return { id, timestamp, signature: sign(id, timestamp, body) };
};

describe("a webhook", () => {
  test("is believed when it is signed, by any of several keys' signatures", () => {
    const one = signed("{}");
    expect(verifyWebhook(one, "{}", secret, now)).toBe("ok");
    expect(verifyWebhook({ ...one, signature: `v1,AAAA v1a,x ${one.signature}` }, "{}", secret, now)).toBe("ok");
  });

  test("is refused when a byte of it is another, when the secret is, and when something is missing", () => {
    const one = signed('{"a":1}');
    expect(verifyWebhook(one, '{"a":2}', secret, now)).toBe("forged");
    expect(verifyWebhook({ ...one, id: "msg_2" }, '{"a":1}', secret, now)).toBe("forged");
    expect(verifyWebhook({ ...one, timestamp: seconds(1) }, '{"a":1}', secret, now)).toBe("forged");
    expect(verifyWebhook(one, '{"a":1}', `whsec_${Buffer.alloc(24, 4).toString("base64")}`, now)).toBe("forged");
    expect(verifyWebhook(one, '{"a":1}', "", now)).toBe("forged");
    for (const missing of ["id", "timestamp", "signature"] as const)
      expect(verifyWebhook({ ...one, [missing]: null }, '{"a":1}', secret, now)).toBe("forged");
  });

  test("is refused when it is old or from the future, however well it is signed", () => {
    expect(verifyWebhook(signed("{}", -299), "{}", secret, now)).toBe("ok");
    expect(verifyWebhook(signed("{}", -301), "{}", secret, now)).toBe("stale");
    expect(verifyWebhook(signed("{}", 301), "{}", secret, now)).toBe("stale");
  });
});

const event = fc.record({
  kind: fc.constantFrom("delivered", "deferred", "opened", "clicked", "bounced", "failed", "complained"),
  at: fc.date({ min: new Date("2026-01-01"), max: new Date("2026-02-01"), noInvalidDate: true }),
  isMachine: fc.boolean(),
  url: fc.constantFrom(null, "https://a.example", "https://b.example"),
}) as fc.Arbitrary<StoredEvent>;

test(`${runs} random orders come to one state`, { timeout: 120_000 }, () => {
  fc.assert(
    fc.property(
      fc
        .array(event, { maxLength: 12 })
        .chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length }))),
      ([list, shuffled]) => {
        expect(foldEvents(shuffled)).toEqual(foldEvents(list));
      },
    ),
    { numRuns: runs },
  );
});

test("machines that look at a message are not counted as people", () => {
  const at = new Date("2026-01-05T10:00:00Z");
  const folded = foldEvents([
    { kind: "opened", at, isMachine: true, url: null },
    { kind: "opened", at, isMachine: false, url: null },
    { kind: "clicked", at, isMachine: true, url: "https://a.example" },
  ]);
  expect(folded).toMatchObject({ status: "delivered", opens: 1, machineOpens: 1, clicks: 0, links: [] });
});

test.each([
  ["email.delivered", {}, "delivered"],
  ["email.bounced", { bounce: { type: "Permanent", message: "no such user" } }, "bounced"],
  ["email.bounced", { bounce: { type: "Transient" } }, "deferred"],
  ["email.bounced", { bounce: { type: "Undetermined" } }, "deferred"],
  ["email.suppressed", {}, "bounced"],
  ["email.failed", { failed: { reason: "reached_daily_quota" } }, "failed"],
  ["email.complained", {}, "complained"],
  ["email.sent", {}, undefined],
  ["contact.created", {}, undefined],
])("%s with %o is read as %s", (type, data, kind) => {
  const given = { type, created_at: "2026-02-22T23:41:12.126Z", data: { email_id: "e1", ...data } };
  expect(readResend(resendWebhookSchema.parse(given))?.kind).toBe(kind);
});
