import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cleanHtml } from "@/lib/texts/outgoing-html-rules";
import { comparableText } from "@/lib/texts/rules";
import { withoutSignature, withSignature } from "./rules";

const letter = { body: "We can have the first depot live before the holiday peak.", bodyHtml: "<p>We can.</p>" };

describe("a signature", () => {
  it("stands under both parts, and is text, whatever it holds", () => {
    expect(withSignature(letter, "Ada <b>\nFjord & Sons")).toEqual({
      body: `${letter.body}\n\n-- \nAda <b>\nFjord & Sons`,
      bodyHtml: "<p>We can.</p><p>-- <br />Ada &lt;b&gt;<br />Fjord &amp; Sons</p>",
    });
    const { bodyHtml } = withSignature(letter, '<img src=x onerror="x">');
    expect(cleanHtml(bodyHtml ?? "")).toBe(bodyHtml?.replaceAll("&quot;", '"'));
  });

  it("is no part of what is compared with what went out before", () => {
    expect(comparableText(withSignature(letter, "Ada\nFjord").body)).toBe(comparableText(letter.body));
  });

  it("is taken away again when the text is edited, whatever both are", () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (text, signature) => {
        const given = { body: text.trimEnd(), bodyHtml: `<p>${text}</p>` };
        expect(withoutSignature(withSignature(given, signature), signature)).toEqual(given);
      }),
    );
    expect(withoutSignature(letter, "Ada")).toEqual(letter);
  });
});
