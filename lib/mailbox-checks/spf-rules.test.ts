import { expect, test } from "vitest";
import { gatherSpf } from "./gather-spf";
import { readSpf } from "./spf-rules";

const sending = { domain: "us.example", hosts: ["mx.us.example"] };
const google = { domain: "us.example", hosts: ["smtp.gmail.com", "mx.us.example"] };

/** Name servers that know these records, and are silent about what is null. */
const servers = (records: Record<string, string[] | null>) => async (name: string) =>
  Object.hasOwn(records, name) ? (records[name] ?? null) : [];
const readOf = async (texts: string[] | null, records: Record<string, string[] | null> = {}, from = sending) =>
  readSpf(texts, from, await gatherSpf(servers(records), texts));

test.each([
  [[], "missing", "v=spf1 a:mx.us.example ~all"],
  [["v=spf1 ip4:1.2.3.4 -all", "google-site-verification=1"], "good", null],
  [["V=SPF1 MX ~ALL"], "good", null],
  [
    ["v=spf1 ip4:1.2.3.4 -all", "v=spf1 mx redirect=_spf.x.example"],
    "wrong",
    "v=spf1 ip4:1.2.3.4 mx include:_spf.x.example ~all",
  ],
  [["v=spf1 mx +all"], "wrong", "v=spf1 mx ~all"],
  [["v=spf1 mx all"], "wrong", "v=spf1 mx ~all"],
  [["v=spf1 mx"], "wrong", "v=spf1 mx ~all"],
  [["v=spf1 mx ?all"], "wrong", "v=spf1 mx ~all"],
  [["v=spf1 mx ipv4:1.2.3.4 include: -all"], "wrong", "v=spf1 mx -all"],
  [["v=spf10 -all"], "missing", "v=spf1 a:mx.us.example ~all"],
  [null, "unknown", null],
])("SPF %j is %s", async (texts, state, put) => {
  const records = { "_spf.x.example": ["v=spf1 -all"] };
  const record = await readOf(texts, records);
  expect(record).toMatchObject({ state, put, name: "us.example" });
  // What we say to put there is right when it is looked up.
  if (put) expect((await readOf([put], records)).state).toBe("good");
});

test("a name that has no record of its own makes the whole record count for nothing", async () => {
  const texts = ["v=spf1 include:_spf.here.example include:_spf.gone.example -all"];
  const here = { "_spf.here.example": ["v=spf1 ip4:1.2.3.4 -all"] };
  expect(await readOf(texts, here)).toMatchObject({
    state: "wrong",
    words: expect.stringContaining("_spf.gone.example"),
    put: "v=spf1 include:_spf.here.example -all",
  });
  expect(await readOf(texts, { ...here, "_spf.gone.example": null })).toMatchObject({ state: "good" });
});

test("too many names are counted at every depth, and a record that leads to itself ends", async () => {
  const deep = (own: string, next: string) => [`v=spf1 a mx a:${own} include:${next} -all`];
  const chain = {
    "1.x.example": deep("h1", "2.x.example"),
    "2.x.example": deep("h2", "3.x.example"),
    "3.x.example": ["v=spf1 mx -all"],
  };
  expect(await readOf(["v=spf1 include:1.x.example -all"], chain)).toMatchObject({ state: "good" });
  expect(await readOf(["v=spf1 a include:1.x.example -all"], chain)).toMatchObject({
    state: "wrong",
    words: expect.stringContaining("this one needs 11"),
    put: null,
  });
  const loop = { "us.example": ["v=spf1 include:us.example -all"] };
  expect((await readOf(loop["us.example"], loop)).state).toBe("good");
});

test.each([
  ["v=spf1 ipv4:192.0.2.1 mx +al", "v=spf1 include:_spf.google.com mx ~all"],
  ["v=spf1 mx include:_spf.gone.example ?all", "v=spf1 include:_spf.google.com mx ~all"],
  ["v=spf1 redirect=_spf.gone.example", "v=spf1 include:_spf.google.com ~all"],
  ["v=spf1 mx -all", "v=spf1 include:_spf.google.com mx -all"],
])("what to put in the place of %s is right at once", async (record, put) => {
  const records = { "_spf.google.com": ["v=spf1 ip4:1.2.3.4 ~all"] };
  expect(await readOf([record], records, google)).toMatchObject({ state: "wrong", put });
  expect((await readOf([put], records, google)).state).toBe("good");
});

test("the provider that mail leaves by is named, by itself or by what the record names", async () => {
  const records = {
    "_spf.google.com": ["v=spf1 ip4:1.2.3.4 ~all"],
    "_all.us.example": ["v=spf1 include:_spf.google.com ~all"],
  };
  expect(await readOf(["v=spf1 mx -all"], records, google)).toMatchObject({
    state: "wrong",
    put: "v=spf1 include:_spf.google.com mx -all",
  });
  expect((await readOf(["v=spf1 mx include:_spf.google.com -all"], records, google)).state).toBe("good");
  expect((await readOf(["v=spf1 redirect=_all.us.example"], records, google)).state).toBe("good");
});
