import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { isAutomated, maskAddress, unsubscribeFooter, unsubscribeHeaders } from "./rules";
import { readUnsubscribeToken, signUnsubscribeLink } from "./sign-unsubscribe-link";

beforeAll(() => vi.stubEnv("TOUCHLINE_HASH_KEY", "a key of the tests alone"));
afterAll(() => vi.unstubAllEnvs());
const message = { orgId: randomUUID(), communicationId: randomUUID() };

describe("an automated email", () => {
  it("has both ways out in its headers, and one that a mail program may use without asking", () => {
    const url = signUnsubscribeLink(message, "https://crm.example/");
    expect(unsubscribeHeaders(url, "rep@x.example")).toEqual({
      "List-Unsubscribe": `<${url}>, <mailto:rep@x.example?subject=unsubscribe>`,
      "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    });
    expect(readUnsubscribeToken(url.split("/u/")[1] ?? "")).toEqual(message);
  });

  it("never lets an address break its headers", () => {
    for (const mailTo of ["a@x.example>, <https://evil.example", "a@x.example\r\nBcc: b@x.example", "none", ""])
      expect(unsubscribeHeaders("https://crm.example/u/t", mailTo)["List-Unsubscribe"]).toBe(
        "<https://crm.example/u/t>",
      );
  });

  it("says who sends it, from where, and the way out", () => {
    const { text, html } = unsubscribeFooter({
      organization: "A & B",
      postalAddress: "1 Main St\nSpringfield",
      url: "https://x.example/u/t",
    });
    expect(text).toContain("A & B, 1 Main St, Springfield\nNo more of these: https://x.example/u/t");
    expect(html).toContain("A &amp; B, 1 Main St, Springfield");
  });

  it.each([
    ["sequence", true],
    ["batch", true],
    ["suggestion", true],
    ["composer", false],
    ["api", false],
  ])("is one from a %s: %s", (source, automated) => expect(isAutomated(source)).toBe(automated));
});

it("a page shows as much of an address as its owner needs", () => {
  expect(maskAddress("ines@fjord.example")).toBe("i•••@fjord.example");
  expect(maskAddress("x")).toBe("your address");
});
