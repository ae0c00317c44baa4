import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cleanHtml, escapeHtml, htmlOf, plainPart } from "./outgoing-html-rules";

describe("HTML that goes out", () => {
  it.each([
    ["<p onclick=x>Hi <b>you</b></p><script>x</script>", "<p>Hi <b>you</b></p>"],
    ['<a href="javascript:x">a</a>', "<a>a</a>"],
    ['<a href="java&#10;script:x">a</a>', "<a>a</a>"],
    ['<a href="https://x.example/?a=1&b=2" target=_blank>a</a>', '<a href="https://x.example/?a=1&amp;b=2">a</a>'],
    ['<a href="//x.example">a</a>', "<a>a</a>"],
    ['<p style="color:red;position:fixed">a</p>', '<p style="color:red">a</p>'],
    ['<p style="background:url(https://x)">a</p>', "<p>a</p>"],
    ["<iframe src=x></iframe><object></object><form><input></form>a", "a"],
    ["<svg><a xlink:href=javascript:x>a</a></svg>", "<a>a</a>"],
    ['<img src="http://x.example/a.png">', "<img />"],
    ["<!-- x --><style>p{}</style>a", "a"],
  ])("%j is cleaned to %j", (html, clean) => expect(cleanHtml(html)).toBe(clean));

  it("is the same cleaned twice, and never has a handler or a script, whatever comes in", () => {
    const piece = fc.oneof(
      fc.string(),
      fc.constantFrom("<p ", "<a href=", "<script>", "</", ">", '"', "onerror=", "javascript:", "<svg/", "<!--"),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 20 }), (pieces) => {
        const clean = cleanHtml(pieces.join(""));
        expect(cleanHtml(clean)).toBe(clean);
        expect(clean).not.toMatch(/<[^>]*\son\w+=|<script|href="javascript/i);
      }),
    );
  });
});

describe("the plain part", () => {
  it.each([
    ["<p>Dear Ines,</p><p>two<br />lines</p>", "Dear Ines,\n\ntwo\nlines"],
    ['<p>See <a href="https://x.example/?a=1&amp;b=2">the plan</a></p>', "See the plan (https://x.example/?a=1&b=2)"],
    ['<p><a href="https://x.example">https://x.example</a></p>', "https://x.example"],
    ['<p><a href="mailto:a@x.example">a@x.example</a></p>', "a@x.example"],
    ["<ul><li><p>one</p></li><li><p>two</p></li></ul>", "- one\n- two"],
    ["<p>5 &lt; 6</p>", "5 < 6"],
  ])("of %j is %j", (html, text) => expect(plainPart(html).replaceAll("\n\n- ", "\n- ")).toBe(text));

  it("of a text made HTML is that text", () => {
    expect(plainPart(cleanHtml(htmlOf("Dear <Ines> & co,\n\ntwo\nlines")))).toBe("Dear <Ines> & co,\n\ntwo\nlines");
    expect(escapeHtml(`<a href="x">'&`)).toBe("&lt;a href=&quot;x&quot;&gt;&#39;&amp;");
  });
});
