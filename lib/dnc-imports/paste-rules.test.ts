import { describe, expect, it } from "vitest";
import { type PastedKind, readPaste } from "./paste-rules";

const read = (text: string, terms: { kind?: PastedKind; column?: string; region?: string } = {}) =>
  readPaste(text, { kind: terms.kind ?? null, column: terms.column ?? null, region: terms.region ?? "US" });
const valuesIn = (text: string, terms = {}) => read(text, terms).values.map((one) => `${one.kind} ${one.value}`);

describe("a pasted line", () => {
  it.each<[string, string]>([
    ["owen.gallagher@shannonreach.example", "email owen.gallagher@shannonreach.example"],
    ["  Jane.Doe@ACME.com  ", "email jane.doe@acme.com"],
    ['"Doe, Jane" <Jane.Doe@Acme.com>', "email jane.doe@acme.com"],
    ["Jane Doe <jane+news@acme.com>", "email jane@acme.com"],
    ["Jane Doe jane@acme.com", "email jane@acme.com"],
    ["Jane Doe (jane@acme.com)", "email jane@acme.com"],
    ["<mailto:jane@acme.com>", "email jane@acme.com"],
    ["mailto:jane@acme.com?subject=stop", "email jane@acme.com"],
    ["- jane@acme.com", "email jane@acme.com"],
    ["• jane@acme.com;", "email jane@acme.com"],
    ["“jane@acme.com”", "email jane@acme.com"],
    ["jane@acme.com,", "email jane@acme.com"],
    ["ｊａｎｅ＠ａｃｍｅ．ｃｏｍ", "email jane@acme.com"],
    ["ja\u200bne@acme.com", "email jane@acme.com"],
    ["münchen@bücher.de", "email münchen@xn--bcher-kva.de"],
    // A Cyrillic "а" is another address: kept as the one it is, shown as such.
    ["j\u0430ne@acme.com", "email j\u0430ne@acme.com"],
    ["j.a.n.e+x@googlemail.com", "email jane@googlemail.com"],
    ["@oldmill.example", "domain oldmill.example"],
    ["oldmill.example", "domain oldmill.example"],
    ["www.acme.co.uk", "domain acme.co.uk"],
    ["https://www.acme.co.uk/", "domain acme.co.uk"],
    ["HTTP://ACME.DE", "domain acme.de"],
    ["https://acme.de:8443", "domain acme.de"],
    ["bücher.de", "domain xn--bcher-kva.de"],
    ["r\u0430ypal.com", "domain xn--rypal-4ve.com"],
    ["linkedin.com/in/jane-doe/", "linkedin jane-doe"],
    ["https://de.linkedin.com/in/j%C3%BCrgen?trk=x", "linkedin jürgen"],
    ["in/jane-doe", "linkedin jane-doe"],
    ["+1 (617) 555-0142", "phone +16175550142"],
    ["(415) 555-2671 ext. 12", "phone +14155552671"],
    ["+1 415 555 2671 x12", "phone +14155552671"],
    ["415.555.2671", "phone +14155552671"],
    ["tel:+14155552671", "phone +14155552671"],
    ["0049 30 901820", "phone +4930901820"],
    ["+49 (0) 30 901820", "phone +4930901820"],
    ["1-800-FLOWERS", "phone +18003569377"],
    ["1 (800) 356-9377", "phone +18003569377"],
  ])("%j is read as %s", (line, expected) => {
    expect(valuesIn(line)).toEqual([expected]);
  });

  it.each<[string, RegExp]>([
    ["Bracken Field Ltd", /no address/],
    ["j.tremblay@coppergate", /no ending such as \.com/],
    ["jane(at)acme.com", /no address/],
    ["N/A", /no address/],
    ["999", /no address/],
    ["12345", /not a phone number/],
    ["+1 555", /no address/],
    ["4.12.2020", /not a phone number/],
    ["+999 123 456 789", /not a phone number/],
    ["jane@acme.com\u0007", /control character/],
    ["a@b@", /./],
    ["@@", /./],
    ["jane..doe@acme.com", /dot at its end or two in a row/],
    ['"a b"@acme.com', /./],
    ["gmail.com", /Anybody can have an address at gmail\.com/],
    ["co.uk", /shared by many/],
    ["https://medium.com/@jane", /one page of a site/],
    ["https://acme.com/team/jane", /one page of a site/],
    ["linkedin.com/company/acme", /not a person's profile/],
    ["192.168.0.1", /not a phone number|number, not a name/],
    [`${"a".repeat(400)}@acme.com`, /longer than/],
    ["x".repeat(5000), /no address/],
  ])("%j is named with its reason", (line, reason) => {
    const { values, unreadable } = read(line);
    expect(values).toEqual([]);
    expect(unreadable).toEqual([{ line: 1, given: line.trim(), reason: expect.stringMatching(reason) }]);
  });

  // One number of each country as its people write it at home, read with that country's region.
  it.each<[string, string, string]>([
    ["US", "(617) 555-0142", "+16175550142"],
    ["CA", "416-555-0123", "+14165550123"],
    ["GB", "020 7946 0018", "+442079460018"],
    ["IE", "(01) 234 5678", "+35312345678"],
    ["DE", "030 23125 017", "+493023125017"],
    ["AT", "01 71100-0", "+431711000"],
    ["CH", "044 668 18 00", "+41446681800"],
    ["FR", "01 99 00 12 22", "+33199001222"],
    ["BE", "02 512 34 56", "+3225123456"],
    ["NL", "020-1234567", "+31201234567"],
    ["LU", "27 12 34 56", "+35227123456"],
    ["ES", "912 34 56 78", "+34912345678"],
    ["PT", "21 123 4567", "+351211234567"],
    ["IT", "06 1234 5678", "+390612345678"],
    ["SE", "08-123 456 78", "+46812345678"],
    ["NO", "22 12 34 56", "+4722123456"],
    ["DK", "32 12 34 56", "+4532123456"],
    ["FI", "09 1234 5678", "+358912345678"],
    ["PL", "22 123 45 67", "+48221234567"],
    ["CZ", "212 345 678", "+420212345678"],
    ["HU", "06 1 234 5678", "+3612345678"],
    ["GR", "21 2345 6789", "+302123456789"],
    ["RO", "021 123 4567", "+40211234567"],
    ["TR", "0212 345 67 89", "+902123456789"],
    ["IL", "02-123-4567", "+97221234567"],
    ["IN", "022 2345 6789", "+912223456789"],
    ["JP", "03-1234-5678", "+81312345678"],
    ["AU", "(02) 8123 4567", "+61281234567"],
    ["NZ", "09 234 5678", "+6492345678"],
    ["BR", "(11) 2345-6789", "+551123456789"],
    ["MX", "55 1234 5678", "+525512345678"],
    ["ZA", "011 234 5678", "+27112345678"],
  ])("of %s, %s is the number %s", (region, line, expected) => {
    expect(valuesIn(line, { region })).toEqual([`phone ${expected}`]);
  });
});

describe("a pasted table", () => {
  it("gives the addresses nearest to a person, not the website of the company beside them", () => {
    const text = "Name;Email;Website;Phone\nDoe;jane@acme.com;acme.com;+1 415 555 2671\nRoe;;roe.org;+1 415 555 2672";
    expect(valuesIn(text)).toEqual(["email jane@acme.com", "phone +14155552672"]);
  });

  it("gives one column when it is named by header or number, and says where it is empty or missing", () => {
    const text = 'name,phone,site\n"Doe, Jane",+1 415 555 2671,acme.com\nRoe,,roe.org\nPoe';
    expect(valuesIn(text, { column: "Site" })).toEqual(["domain acme.com", "domain roe.org"]);
    expect(read(text, { column: "2" }).unreadable.map((one) => one.reason)).toEqual([
      "The column is empty here.",
      "This line does not have that column.",
    ]);
    expect(read(text, { column: "fax" }).values).toEqual([]);
  });

  it("gives every address of a line that holds several", () => {
    expect(valuesIn("jane@acme.com, joe@acme.com\njim@acme.com; ann@acme.com")).toHaveLength(4);
  });
});

it("lines are counted as the editor shows them, whatever ends them; empty ones are none", () => {
  const { lines, values } = read("\uFEFFa@x.org\r\n\r\nb@x.org\rc@x.org\u2028d@x.org\n\u200b\n");
  expect(lines).toBe(4);
  expect(values.map((one) => one.line)).toEqual([1, 3, 4, 5]);
});

it("a kind that is chosen is the kind of every line", () => {
  expect(valuesIn("jane-doe\njoe-roe", { kind: "linkedin" })).toEqual(["linkedin jane-doe", "linkedin joe-roe"]);
  expect(read("jane@acme.com", { kind: "domain" }).unreadable).toHaveLength(1);
});

it("every line of ten thousand is accounted for", () => {
  const text = Array.from({ length: 10_000 }, (_, nth) =>
    nth % 7 ? `p${nth}@d${nth % 90}.example` : `junk ${nth}`,
  ).join("\n");
  const { lines, values, unreadable } = read(text);
  expect([lines, values.length + unreadable.length]).toEqual([10_000, 10_000]);
  expect(new Set([...values, ...unreadable].map((one) => one.line)).size).toBe(10_000);
});

it("reads what the list itself gives as a file, each value by its kind", () => {
  const text = [
    "kind,value,channel,reason,source,proof,added,added by,ends,removed,id",
    "phone,'+14155550107,all,x,manual,,2026-11-27T17:55:32.789Z,Dana Ruiz,,,1",
    'linkedin,erin-whit,all,"Asked to stop, twice",manual,,2026-11-27T17:55:32.789Z,Dana Ruiz,,,2',
    "domain,oldmill.example,email,for joe@other.example,manual,,2026-11-27T17:55:32.789Z,Dana Ruiz,,,3",
    "email,'=jane@acme.com,all,x,manual,,2026-11-27T17:55:32.789Z,Dana Ruiz,,,4",
    "person,01a21e40-b857-702b-8911-20777222be36,all,x,manual,,2026-11-27T17:55:32.789Z,Dana Ruiz,,,5",
    "email,erased:4ea3d1f3,all,Erased,manual,,2026-11-27T17:55:32.789Z,Dana Ruiz,,,6",
  ].join("\r\n");
  const { values, unreadable } = readPaste(text, { kind: null, column: null, region: "US" });
  expect(values.map(({ kind, value }) => `${kind} ${value}`)).toEqual([
    "phone +14155550107",
    "linkedin erin-whit",
    "domain oldmill.example",
    "email =jane@acme.com",
  ]);
  expect(unreadable.map(({ line, reason }) => [line, reason.split(".")[0]])).toEqual([
    [6, "This entry is for a person, not for an address"],
    [7, "This is somebody who was erased"],
  ]);
});
