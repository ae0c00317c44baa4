import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { hostileMail } from "@/db/testing/hostile-mail";
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

describe("the HTML of a mail, cleaned", () => {
  it.each(vectors)("holds nothing that runs or is fetched: %s", (vector) => {
    expect(dangersIn(cleanMailHtml(vector))).toEqual([]);
  });

  it(`holds nothing in ${mails} mutations, and cleaning it again changes nothing`, { timeout: 120_000 }, () => {
    fc.assert(
      fc.property(hostileMail(vectors), (html) => {
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
