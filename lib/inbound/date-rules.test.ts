import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { messageDate, parseMailDate } from "@/lib/inbound/date-rules";

const now = new Date("2026-11-21T12:00:00Z");
const iso = (text: string) => parseMailDate(text)?.toISOString() ?? null;

describe("a mail date", () => {
  it.each([
    ["Tue, 08 Oct 2002 02:00:35 +0000", "2002-10-08T02:00:35.000Z"],
    ["8 Oct 2002 02:00:35 +0000", "2002-10-08T02:00:35.000Z"],
    ["Tue, 8 Oct 2002 02:00 -0500", "2002-10-08T07:00:00.000Z"],
    ["Tue,  8 Oct 2002 10:54:17 +0100 (IST)", "2002-10-08T09:54:17.000Z"],
    ["Tue, 8 Oct 2002 10:54:17 (a (nested) comment) +0100", "2002-10-08T09:54:17.000Z"],
    ["Tue, 08 Oct 2002 02:00:35 GMT", "2002-10-08T02:00:35.000Z"],
    ["Tue, 08 Oct 2002 02:00:35 EDT", "2002-10-08T06:00:35.000Z"],
    ["Tue, 08 Oct 2002 02:00:35 PST", "2002-10-08T10:00:35.000Z"],
    ["Tue, 08 Oct 2002 02:00:35 CEST", "2002-10-08T02:00:35.000Z"],
    ["Tue, 08 Oct 2002 02:00:35 Z", "2002-10-08T02:00:35.000Z"],
    ["Tue, 08 Oct 2002 02:00:35", "2002-10-08T02:00:35.000Z"],
    ["Tue, 08 Oct 02 02:00:35 +0000", "2002-10-08T02:00:35.000Z"],
    ["Tue, 08 Oct 98 02:00:35 +0000", "1998-10-08T02:00:35.000Z"],
    ["Tue, 08 Oct 102 02:00:35 +0000", "2002-10-08T02:00:35.000Z"],
    ["Tuesday, 8 October 2002 02:00:35 +0000", "2002-10-08T02:00:35.000Z"],
    ["08-Oct-2002 02:00:35 +0000", "2002-10-08T02:00:35.000Z"],
    ["Tue, 08 Oct 2002 02.00.35 +0000", "2002-10-08T02:00:35.000Z"],
    ["Tue Oct  8 02:00:35 2002", "2002-10-08T02:00:35.000Z"],
    ["Tue Oct  8 02:00:35 EDT 2002", "2002-10-08T06:00:35.000Z"],
    ["Tue, 31 Dec 2002 23:59:60 +0000", "2002-12-31T23:59:59.000Z"],
    ["Tue,\r\n 08 Oct 2002 02:00:35 +0000", "2002-10-08T02:00:35.000Z"],
  ])("reads %s", (text, expected) => expect(iso(text)).toBe(expected));

  it.each([
    "",
    "yesterday",
    "hello 5",
    "2002",
    "31 Feb 2002 10:00:00 +0000",
    "32 Oct 2002 10:00:00 +0000",
    "8 Foo 2002 10:00:00 +0000",
    "8 Oct 2002 24:00:00 +0000",
    "8 Oct 2002 10:60:00 +0000",
    "8 Oct 2002",
    "8 Oct 2002 10:00:00 +9999",
    "08/10/2002 10:00",
  ])("does not read %j", (text) => expect(iso(text)).toBeNull());

  it("is read without an exception from any text", () => {
    fc.assert(fc.property(fc.string({ unit: "binary" }), (text) => iso(text) === null || true));
  });
});

describe("when a message was sent", () => {
  const received = [
    "from a by b; Tue, 8 Oct 2002 10:54:17 +0100",
    "from c by d; Tue, 8 Oct 2002 11:00:00 +0100",
    "from e by f; Mon, 7 Oct 2002 21:56:48 -0400",
  ];

  it("is its Date", () => {
    expect(messageDate("Tue, 08 Oct 2002 02:00:35 +0000", received, now)?.toISOString()).toBe(
      "2002-10-08T02:00:35.000Z",
    );
  });

  it.each([
    ["does not parse", "yesterday"],
    ["is missing", undefined],
    ["lies before 1990", "Sun, 31 Dec 1989 23:59:59 +0000"],
    ["lies more than a day ahead", "Sun, 22 Nov 2026 12:00:01 +0000"],
  ])("is the newest Received date when the Date %s", (_, date) => {
    expect(messageDate(date, received, now)?.toISOString()).toBe("2002-10-08T10:00:00.000Z");
  });

  it("may be 1990 itself or exactly a day ahead", () => {
    expect(messageDate("Mon, 1 Jan 1990 00:00:00 +0000", received, now)?.getUTCFullYear()).toBe(1990);
    expect(messageDate("Sun, 22 Nov 2026 12:00:00 +0000", received, now)?.getUTCFullYear()).toBe(2026);
  });

  it("is unknown when no Received date is plausible either", () => {
    const broken = [
      "from a by b",
      "from a by b; nonsense",
      "from a by b; 1 Jan 1980 00:00:00 +0000",
      "x; 1 Jan 2099 00:00:00 +0000",
    ];
    expect(messageDate("nonsense", broken, now)).toBeNull();
    expect(messageDate("nonsense", [], now)).toBeNull();
  });
});
