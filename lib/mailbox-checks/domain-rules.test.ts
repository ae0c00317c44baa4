import { expect, test } from "vitest";
import { dmarcNames, readDkim, readDmarc, readOneClick } from "./domain-rules";

test.each([
  [[], "missing"],
  [["v=DMARC1; p=none; rua=mailto:a@b.example"], "good"],
  [["v=DMARC1; rua=mailto:a@b.example"], "wrong"],
  [["v=DMARC1; p=none", "v=DMARC1; p=reject"], "wrong"],
  [["v=dmarc1; P=Reject"], "good"],
  [["v=DMARC1; p=rejected"], "wrong"],
  [null, "unknown"],
] as const)("DMARC %j is %s", (texts, state) => {
  const record = readDmarc(texts && [...texts], "us.example");
  expect(record.state).toBe(state);
  expect(record.name).toBe("_dmarc.us.example");
  // What we say to put there is right when it is looked up.
  if (record.put) expect(readDmarc([record.put], "us.example").state).toBe("good");
});

test("a DMARC record without a policy keeps what else it asks for", () => {
  const put = (text: string) => readDmarc([text], "us.example").put;
  expect(put("v=DMARC1; p=rejected; rua=mailto:a@b.example;")).toBe("v=DMARC1; p=none; rua=mailto:a@b.example");
  expect(put("v=DMARC1; rua=mailto:a@b.example; sp=reject")).toBe(
    "v=DMARC1; p=none; rua=mailto:a@b.example; sp=reject",
  );
});

test("DMARC of a domain above counts for one that has none of its own, with what it says of those below", () => {
  expect(dmarcNames("mail.us.example")).toEqual(["_dmarc.mail.us.example", "_dmarc.us.example"]);
  expect(dmarcNames("us.example")).toEqual(["_dmarc.us.example"]);
  const above = (...texts: string[]) => readDmarc([], "mail.us.example", [["_dmarc.us.example", texts]]);
  expect(above("v=DMARC1; p=none; sp=reject")).toMatchObject({
    state: "good",
    name: "_dmarc.us.example",
    words: "DMARC is set (reject): the record of us.example counts for this domain too.",
  });
  expect(above("v=DMARC1; p=none").state).toBe("good");
  expect(above().state).toBe("missing");
  expect(above("v=DMARC1; p=none", "v=DMARC1; p=reject").state).toBe("missing");
  expect(readDmarc([], "mail.us.example", [["_dmarc.us.example", null]]).state).toBe("unknown");
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
    state: "wrong",
    name: "s1._domainkey.us.example",
    words: expect.stringContaining("was withdrawn"),
  });
  // A wildcard answers for every name.
  expect(readDkim([["s1", ["v=spf1 -all"]]], "us.example")).toMatchObject({ state: "missing", found: [] });
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
  ["https://crm.example", "unknown", "unknown"],
  ["https://crm.example", "good", "good"],
] as const)("one click at %s with DKIM %s is %s", (address, dkim, state) => {
  expect(readOneClick(address, dkim).state).toBe(state);
});
