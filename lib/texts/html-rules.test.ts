import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { htmlToText } from "@/lib/texts/html-rules";

describe("the words of an HTML mail", () => {
  it.each([
    ["<p>Dear Ada,</p><p>yes.</p>", "Dear Ada,\n\nyes."],
    ["one<br>two<BR/>three", "one\ntwo\nthree"],
    ["<ul><li>a</li><li>b</li></ul>", "a\n\nb"],
    ["a <b>bold</b>  word", "a bold word"],
    ["<style>p{color:red}</style><script>alert('<p>')</script>seen", "seen"],
    ["<STYLE>x</STYLE>seen", "seen"],
    ["a<!-- hidden <p> -->b", "ab"],
    ["a<!-- never closed", "a<!-- never closed"],
    ["a<!-- x > y", "a"],
    ["<script>never closed", ""],
    ["1 < 2 and 3 > 2", "1 < 2 and 3 > 2"],
    ["a &lt;b&gt; &amp;amp; &nbsp;&euro;&#8364;&#x20AC;", "a <b> &amp; €€€"],
    ["&unknown; &#0; &#1114112;", "&unknown; � �"],
    ["line\nbroken\n\nsource", "line broken source"],
    ["", ""],
  ])("of %j are %j", (html, text) => expect(htmlToText(html)).toBe(text));

  // In time that grows with the square of the length none of these would end before the test does.
  it("are found also in text made to take long", () => {
    for (const piece of ["<", "<p", "<!--", "<script>", "&#", "<a b=", "</", "<style></"])
      htmlToText(piece.repeat(200_000));
  });

  it("are found without an exception in any text", () => {
    const soup = fc.string({ unit: fc.constantFrom(..."<>/!-&;#xp \n", "script", "br", "amp"), maxLength: 60 });
    fc.assert(fc.property(soup, (html) => typeof htmlToText(html) === "string"));
  });
});
