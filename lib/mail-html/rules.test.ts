import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { mailFrame } from "./frame-rules";
import { cleanMailHtml, longestHtml } from "./rules";
import { vectors } from "./vectors.cases.json";

const mails = Number(process.env.TOUCHLINE_TEST_SIZE ?? 0) >= 1 ? 5000 : 1500;

const tags =
  "a|b|strong|i|em|u|s|del|ins|sub|sup|small|mark|code|kbd|samp|var|tt|font|big|center|address|abbr|cite|q|p|div|span|br|hr|blockquote|pre|h[1-6]|ul|ol|li|dl|dt|dd|table|caption|colgroup|col|thead|tbody|tfoot|tr|td|th|img";
const tag = new RegExp(`<(/?)(${tags})((?: [a-z]+(?:="[^"<>]*")?)*) ?/?>`, "g");
const attribute = / ([a-z]+)(?:="([^"]*)")?/g;
const allowed =
  /^(href|rel|target|src|alt|width|height|align|valign|dir|lang|style|colspan|rowspan|start|type|span|border|cellpadding|cellspacing)$/;

/** What is left that could run or fetch; the output is regular, so that all of it is seen. */
function dangersIn(html: string): string[] {
  const rest = html.replace(tag, "");
  const stray = /[<>]/.test(rest) ? [`stray: ${rest.slice(Math.max(0, rest.search(/[<>]/) - 20)).slice(0, 60)}`] : [];
  const attributes = [...html.matchAll(tag)].flatMap((found) => [...(found[3] ?? "").matchAll(attribute)]);
  const bad = attributes.filter(([, name = "", value = ""]) => {
    if (!allowed.test(name)) return true;
    if (name === "href") return !/^(https?:\/\/|mailto:|tel:)/i.test(value);
    if (name === "src") return !/^data:image\/(png|jpe?g|gif|webp);base64,/i.test(value);
    return name === "style" && /url|expression|@|\\|import|javascript|behaviou?r|position|\/\*|&/i.test(value);
  });
  return [...stray, ...bad.map((found) => found[0])];
}

const junk = [
  "\u0000",
  "\u00a0",
  "\u2028",
  "\t",
  "\n",
  "/",
  "<",
  ">",
  '"',
  "'",
  "&#x6a;",
  "&Tab;",
  "&NewLine;",
  "<!--",
  "-->",
  "<![CDATA[",
  "]]>",
  "<p>",
  "</p>",
  "<svg>",
  "<math>",
  "<table>",
  "`",
  "\u212a",
  "ſ",
];

/** A known way in, changed: parts cut, doubled, in other case, with characters that some readers skip, inside of or beside another. */
const mutation = fc
  .tuple(
    fc.constantFrom(...vectors),
    fc.constantFrom(...vectors),
    fc.array(
      fc.record({
        at: fc.double({ min: 0, max: 1, noNaN: true }),
        kind: fc.nat({ max: 5 }),
        junk: fc.constantFrom(...junk),
      }),
      { maxLength: 6 },
    ),
  )
  .map(([first, second, changes]) =>
    changes.reduce((text, { at, kind, junk: more }) => {
      const place = Math.floor(at * text.length);
      const end = place + 1 + (place % 7);
      if (kind === 0) return text.slice(0, place) + more + text.slice(place);
      if (kind === 1) return text.slice(0, place) + text.slice(end);
      if (kind === 2) return text.slice(0, place) + text.slice(place, end).toUpperCase() + text.slice(end);
      if (kind === 3) return text.slice(0, place) + second + text.slice(place);
      if (kind === 4) return text.slice(0, end) + text.slice(place);
      return (
        text.slice(0, place) +
        [...text.slice(place, end)].map((one) => `&#${one.codePointAt(0)};`).join("") +
        text.slice(end)
      );
    }, first),
  );

describe("the HTML of a mail, cleaned", () => {
  it.each(vectors)("holds nothing that runs or is fetched: %s", (vector) => {
    expect(dangersIn(cleanMailHtml(vector))).toEqual([]);
  });

  it(`holds nothing in ${mails} mutations, and cleaning it again changes nothing`, () => {
    fc.assert(
      fc.property(mutation, (html) => {
        const clean = cleanMailHtml(html);
        expect(dangersIn(clean)).toEqual([]);
        expect(dangersIn(cleanMailHtml(clean))).toEqual([]);
      }),
      { numRuns: mails },
    );
  });

  it("keeps the words, the tables, the links and the pictures that came along", () => {
    const html = `<p style="color:#123456;position:fixed;text-align:center">Hello <b>Ada</b></p><table><tr><td colspan="2">A</td></tr></table>
      <a href="https://x.example/a?b=1&amp;c=2" onclick="steal()">Look</a><img src="data:image/png;base64,iVBORw0KGgo=" alt="Logo"><img src="https://track.example/1.gif" alt="Chart">`;
    const clean = cleanMailHtml(html);
    expect(clean).toContain('<p style="color:#123456;text-align:center">Hello <b>Ada</b></p>');
    expect(clean).toContain(
      '<a href="https://x.example/a?b=1&amp;c=2" rel="noopener noreferrer nofollow" target="_blank">Look</a>',
    );
    expect(clean).toContain('<td colspan="2">A</td>');
    expect(clean).toContain("data:image/png");
    expect(clean).toContain("[Chart]");
    expect(clean).not.toMatch(/track\.example|onclick|position/);
  });

  it("is bounded: a megabyte and a thousand levels are read", () => {
    expect(cleanMailHtml("<div>".repeat(5000)).length).toBeLessThan(longestHtml);
    expect(dangersIn(cleanMailHtml(`${"<b>".repeat(1000)}x`))).toEqual([]);
    expect(cleanMailHtml("x".repeat(2_000_000)).length).toBeLessThanOrEqual(longestHtml);
  });

  it("is shown in a frame that could fetch and run nothing either", () => {
    expect(mailFrame("<p>x</p>")).toContain("default-src 'none'");
  });
});
