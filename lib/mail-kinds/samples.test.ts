import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { classifyMail } from "./classify-mail";
import type { KindVerdict } from "./schema";

const folder = resolve(process.env.TOUCHLINE_TEST_DATA ?? "../shared/data", "mail/bounces");
const now = new Date("2026-11-26T00:00:00Z");

// Those that name the address in plain words only, read by a person.
const namedInWords: Record<string, string> = {
  "lhost-dragonfly-20": "spamdetected@libsisimai.net",
  "lhost-imailserver-02": "kijitora@example.co.jp",
  "lhost-mailfoundry-01": "kijitora@example.org",
  "lhost-mailmarshal-02": "kijitora@nyaan.example.com",
  "lhost-mfilter-01": "kijitora@example.com",
  "lhost-mxlogic-01": "kijitora@example.co.jp",
  "lhost-notes-01": "kijitora@u1.example.co.jp",
  "lhost-opensmtpd-04": "kijitora@neko.example.jp",
  "lhost-postfix-75": "kijitora@libsisimai.net",
  "lhost-qmail-07": "kijitora@example.jp",
  "lhost-v5sendmail-04": "kijitora@example.ed.jp",
  "lhost-x1-02": "kijitora@example.org",
  "lhost-x1-04": "kijitora-neko@neko.example.go.jp",
  "lhost-x2-03": "kijitora@example.org",
  "lhost-x3-03": "kijitora@example.co.jp",
  "lhost-x5-01": "kijitora@neko.example.org",
  "lhost-x6-01": "kijitora@nyaan.example.org",
  "lhost-yahoo-01": "kijitora@example.org",
  "rhost-franceptt-03": "pseudo-local-part-kijitora@wanadoo.fr",
  "rhost-microsoft-06": "sabineko@example.onmicrosoft.com",
};

describe.skipIf(!existsSync(folder))(`205 real bounces, complaints and automatic replies (needs ${folder})`, () => {
  const verdicts = new Map<string, KindVerdict>();
  const raw = (name: string) => readFileSync(join(folder, `${name}.eml`), "latin1");

  beforeAll(async () => {
    for (const file of readdirSync(folder).filter((name) => name.endsWith(".eml")))
      verdicts.set(file.slice(0, -4), await classifyMail(readFileSync(join(folder, file)), now));
  });

  const isRight = (name: string, { kind }: KindVerdict) => {
    if (name.startsWith("arf-")) return kind === "complaint";
    if (name.startsWith("rfc3834")) return kind === "auto_reply" || kind === "out_of_office";
    if (name.startsWith("is-not-bounce")) return ["human", "list", "other"].includes(kind);
    return kind === "bounce";
  };

  it("are told apart, 98 of 100 or more", () => {
    const wrong = [...verdicts].filter(([name, verdict]) => !isRight(name, verdict)).map(([name]) => name);
    expect(verdicts.size).toBeGreaterThanOrEqual(200);
    // A notice of Amazon's that the message was delivered: none of the three.
    expect(wrong).toEqual(["lhost-amazonses-13"]);
  });

  it("name the address that failed", () => {
    const bounces = [...verdicts].filter(([, { kind }]) => kind === "bounce");
    expect(bounces.filter(([, { recipient }]) => recipient === null).map(([name]) => name)).toEqual([]);
    const named = bounces.filter(([name, { recipient }]) => {
      const fields = [...raw(name).matchAll(/^\s*(?:final-recipient|x-failed-recipients):.*$/gim)].map(
        (match) => match[0],
      );
      return fields.length > 0 && !fields.some((line) => line.toLowerCase().includes(recipient ?? "?"));
    });
    // This one names the last recipient in brackets of its own kind.
    expect(named.map(([name]) => name)).toEqual([]);
    const found = Object.keys(namedInWords).map((name) => [name, verdicts.get(name)?.recipient]);
    expect(Object.fromEntries(found)).toEqual(namedInWords);
  });

  it("say whether the address is wrong or only the moment", () => {
    const hard = (name: string) => verdicts.get(name)?.hard;
    const wrong = ["lhost-postfix-33", "lhost-exim-51", "lhost-yahoo-01", "rhost-facebook-03", "lhost-office365-13"];
    const passing = [
      "lhost-opensmtpd-04",
      "rfc3464-34",
      "rhost-aol-02",
      "lhost-barracuda-02",
      "lhost-postfix-74",
      "lhost-qmail-07",
    ];
    expect(wrong.map(hard)).toEqual(wrong.map(() => true));
    expect(passing.map(hard)).toEqual(passing.map(() => false));
  });
});
