import { randomBytes, randomUUID } from "node:crypto";
import { beforeAll, expect, test } from "vitest";
import { isWebAddress, trackHtml } from "./rules";
import { readTrackedLink, signTrackedLink } from "./sign-tracked-link";

beforeAll(() => {
  process.env.TOUCHLINE_HASH_KEY = randomBytes(32).toString("base64");
});

const signs = { link: (url: string) => `https://crm.example/c/${btoa(url)}`, pixel: "https://crm.example/o/x" };

test("links of the web lead through us, others stay, and a picture stands at the end", () => {
  const html = `<p>See <a href="https://a.example/x?b=1&amp;c=2">this</a>, <a class="k" href="http://b.example">that</a>,
    <a href="mailto:ada@acme.example">me</a> and <a href="tel:+1">this</a> https://plain.example</p>`;
  const tracked = trackHtml(html, signs);
  expect(tracked).toContain(`href="https://crm.example/c/${btoa("https://a.example/x?b=1&c=2")}"`);
  expect(tracked).toContain(`href="https://crm.example/c/${btoa("http://b.example")}"`);
  for (const same of ["mailto:ada@acme.example", "tel:+1", "</a> https://plain.example"])
    expect(tracked).toContain(same);
  expect(tracked).toMatch(/<img src="https:\/\/crm\.example\/o\/x"[^>]*>$/);
});

test.each([
  ["https://a.example/x", true],
  ["http://a.example", true],
  ["javascript:alert(1)", false],
  ["data:text/html,x", false],
  ["//evil.example", false],
  ["https://user:pass@evil.example", false],
  ["https://a.example/\r\nSet-Cookie: x", false],
  ["/inside", false],
])("%j is an address of the web: %s", (url, web) => expect(isWebAddress(url)).toBe(web));

test("a word leads where it was made for and nowhere else, whatever of it is changed", () => {
  const tracked = { orgId: randomUUID(), communicationId: randomUUID(), url: "https://a.example/x?y=ü" };
  const word = signTrackedLink(tracked);
  expect(readTrackedLink(word)).toEqual(tracked);
  expect(signTrackedLink(tracked)).toBe(word);
  expect(readTrackedLink(signTrackedLink({ ...tracked, url: null }))?.url).toBeNull();
  expect(readTrackedLink(signTrackedLink({ ...tracked, url: "javascript:alert(1)" }))).toBeNull();
  expect(Buffer.from(word, "base64url").toString("latin1")).not.toContain("a.example");
  for (let place = 0; place < word.length; place++) {
    const other = `${word.slice(0, place)}${word[place] === "A" ? "B" : "A"}${word.slice(place + 1)}`;
    expect(readTrackedLink(other), `place ${place}`).toBeNull();
  }
  for (const made of ["", "x", word.slice(1), `${word}A`, btoa("https://evil.example")])
    expect(readTrackedLink(made)).toBeNull();
});
