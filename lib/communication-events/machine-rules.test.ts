import { expect, test } from "vitest";
import { burstOf, machineOf } from "./machine-rules";

const sentAt = new Date("2026-11-20T09:00:00Z");
const later = (seconds: number) => new Date(sentAt.getTime() + seconds * 1000);
const visit = (agent: string, more: object = {}) =>
  machineOf({ agent, ip: "203.0.113.7", method: "GET", purpose: null, at: later(600), sentAt, ...more });
const chrome =
  "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36";

test.each([
  ["Mozilla/5.0 (Windows NT 5.1; rv:11.0) Gecko Firefox/11.0 (via ggpht.com GoogleImageProxy)", "Gmail's image proxy"],
  ["YahooMailProxy; https://help.yahoo.com/kb/yahoo-mail-proxy-SLN28749.html", "Yahoo's image proxy"],
  ["Mozilla/5.0", "Apple's mail privacy"],
  ["Mozilla/5.0 (compatible; Barracuda Sentinel)", "a security scanner"],
  ["Mimecast-URL-Protect/1.0", "a security scanner"],
  ["Mozilla/5.0 (compatible; Proofpoint Url Defense)", "a security scanner"],
  ["Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)", "a preview in a chat"],
  ["Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)", "a crawler"],
  ["curl/8.5.0", "a program"],
  ["python-requests/2.32", "a program"],
  ["Mozilla/5.0 (X11; Linux x64) AppleWebKit/537.36 HeadlessChrome/131.0", "a program"],
  ["", "a program without a name"],
])("%j is %s", (agent, name) => expect(visit(agent)).toBe(name));

test.each([
  chrome,
  "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148",
  "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko)",
  "Mozilla/4.0 (compatible; MSIE 7.0; Windows NT 10.0; ms-office; MSOffice 16)",
  "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Thunderbird/128.4.0",
  "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Mobile Safari/537.36",
])("%j is a person", (agent) => expect(visit(agent)).toBeNull());

test("what only asks, loads ahead, comes within seconds or from a proxy's network is no person, whatever it calls itself", () => {
  expect(visit(chrome, { method: "HEAD" })).toMatch("only asked");
  expect(visit(chrome, { purpose: "prefetch;prerender" })).toMatch("loaded ahead");
  expect(visit(chrome, { at: later(3) })).toMatch("within seconds");
  expect(visit(chrome, { at: later(30) })).toBeNull();
  expect(visit(chrome, { ip: "17.58.101.3" })).toMatch("Apple");
  expect(visit(chrome, { ip: "::ffff:66.249.84.1" })).toMatch("Gmail");
});

test("many links at once are a scanner's, all of them, and one link many times is not", () => {
  const click = (id: string, seconds: number, url = id) => ({ id, at: later(seconds), url });
  expect(burstOf([click("a", 600), click("b", 604), click("c", 609), click("d", 700)])).toEqual(["a", "b", "c"]);
  expect(burstOf([click("c", 609), click("a", 600), click("b", 604)])).toEqual(["c", "a", "b"]);
  expect(burstOf([click("a", 600), click("b", 600)])).toEqual(["a", "b"]);
  expect(burstOf([click("a", 600), click("b", 605), click("c", 620)])).toEqual([]);
  expect(burstOf([click("a", 600), click("b", 601, "a"), click("c", 602, "a"), click("d", 603, "a")])).toEqual([]);
});
