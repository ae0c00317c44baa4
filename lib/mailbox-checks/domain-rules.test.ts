import { expect, test } from "vitest";
import { readDkim, readDmarc, readOneClick, readSpf } from "./domain-rules";

const sending = { domain: "us.example", hosts: ["smtp.gmail.com", "mx.us.example"] };

test.each([
  [[], "missing", "v=spf1 include:_spf.google.com a:mx.us.example ~all"],
  [["v=spf1 include:_spf.x.example ~all", "google-site-verification=1"], "good", null],
  [["v=spf1 ip4:1.2.3.4 -all", "v=spf1 mx ~all"], "wrong", "v=spf1 ip4:1.2.3.4 mx ~all"],
  [["v=spf1 mx +all"], "wrong", "v=spf1 mx ~all"],
  [["v=spf10 -all"], "missing", "v=spf1 include:_spf.google.com a:mx.us.example ~all"],
  [null, "unknown", null],
] as const)("SPF %j is %s", (texts, state, put) => {
  expect(readSpf(texts && [...texts], sending)).toMatchObject({ state, put, name: "us.example" });
});

test.each([
  [[], "missing"],
  [["v=DMARC1; p=none; rua=mailto:a@b.example"], "good"],
  [["v=DMARC1; rua=mailto:a@b.example"], "wrong"],
  [["v=DMARC1; p=none", "v=DMARC1; p=reject"], "wrong"],
  [["v=dmarc1; P=Reject"], "good"],
  [null, "unknown"],
] as const)("DMARC %j is %s", (texts, state) => {
  const record = readDmarc(texts && [...texts], "us.example");
  expect(record.state).toBe(state);
  expect(record.name).toBe("_dmarc.us.example");
  // What we say to put there is right when it is looked up.
  if (record.put) expect(readDmarc([record.put], "us.example").state).toBe("good");
});

test("DKIM is a key that is there and not withdrawn, under a name that was looked at", () => {
  const key = "v=DKIM1; k=rsa; p=MIGfMA0";
  expect(
    readDkim(
      [
        ["google", []],
        ["s1", [key]],
      ],
      "us.example",
    ),
  ).toMatchObject({
    state: "good",
    name: "s1._domainkey.us.example",
    found: [key],
  });
  expect(readDkim([["s1", ["v=DKIM1; p="]]], "us.example")).toMatchObject({
    state: "missing",
    name: "s1._domainkey.us.example",
  });
  expect(
    readDkim(
      [
        ["google", []],
        ["s1", null],
      ],
      "us.example",
    ).state,
  ).toBe("unknown");
});

test.each([
  [undefined, "good", "wrong"],
  ["http://crm.example", "good", "wrong"],
  ["https://crm.example", "missing", "wrong"],
  ["https://crm.example", "good", "good"],
] as const)("one click at %s with DKIM %s is %s", (address, dkim, state) => {
  expect(readOneClick(address, dkim).state).toBe(state);
});
