import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseMessage } from "@/lib/inbound/parse-message";

const now = new Date("2026-11-21T12:00:00Z");

/** A message of these header lines and this body, in bytes of one octet per letter as old mail has them. */
async function parse(headers: string[], body = "Hello.") {
  return parseMessage(Buffer.from([...headers, "", body].join("\r\n"), "latin1"), now);
}

const plain = ["From: Ada <ada@example.org>", "Date: Tue, 08 Oct 2002 02:00:35 +0000", "Message-ID: <1@example.org>"];

describe("a message", () => {
  it("gives its people, ids, date, subject and text", async () => {
    const message = await parse([
      ...plain,
      "To: Grace <GRACE+crm@Example.org>, bob@example.org",
      "Cc: Team: eve@example.org, dan@example.org;",
      "Subject: Re:  an offer",
      "In-Reply-To: <0@example.org>",
      "References: <a@example.org> <b@example.org>",
    ]);
    expect(message).toMatchObject({
      messageId: "1@example.org",
      inReplyTo: ["0@example.org"],
      references: ["a@example.org", "b@example.org"],
      from: { email: "ada@example.org", norm: "ada@example.org", name: "Ada" },
      to: [
        { email: "GRACE+crm@Example.org", norm: "grace@example.org", name: "Grace" },
        { email: "bob@example.org", norm: "bob@example.org", name: "" },
      ],
      cc: [{ norm: "eve@example.org" }, { norm: "dan@example.org" }],
      date: new Date("2002-10-08T02:00:35Z"),
      subject: "Re: an offer",
      text: "Hello.",
      isListMail: false,
      automatic: null,
    });
  });

  it("leaves out addresses that cannot be one person's", async () => {
    const message = await parse([...plain, "To: undisclosed-recipients:;, root@localhost, bob@example.org"]);
    expect(message?.to.map((one) => one.norm)).toEqual(["bob@example.org"]);
  });

  it.each([
    ['Message from Grace <grace@example.org> of "Tue, 8 Oct 2002" <0@example.org>', ["0@example.org"]],
    ['Message from "Grace H." <grace@example.org> <0@example.org> .', ["0@example.org"]],
    ["<0@example.org>; from grace@example.org on Fri", ["0@example.org"]],
    ["<Pine.LNX.4.33.0@example.c om>", ["Pine.LNX.4.33.0@example.com"]],
    ["0@example.org", ["0@example.org"]],
    ['grace@example.org\'s message of "Fri, 13 Sep 2002"', []],
    ['Grace\'s message of "Fri, 13 Sep 2002"', []],
    ["<0@example.org> <9@example.org> <0@example.org>", ["0@example.org", "9@example.org"]],
  ])("that answers %s names %j", async (line, ids) => {
    expect((await parse([...plain, `In-Reply-To: ${line}`]))?.inReplyTo).toEqual(ids);
  });

  it("keeps the newest 200 of endless references", async () => {
    const ids = Array.from({ length: 500 }, (_, at) => `<${at}@x.org>`);
    const message = await parse([...plain, `References: ${ids.join("\r\n ")}`]);
    expect(message?.references.length).toBe(200);
    expect(message?.references.at(-1)).toBe("499@x.org");
  });

  it("reads an address with a comment or a space in it", async () => {
    const from = ["ada(the first)@example.org", "<ada @ example.org>", '"Ada (CTO)" (work) <ada(x)@example.org>'];
    const read = await Promise.all(from.map((one) => parse([`From: ${one}`])));
    expect(read.map((message) => message?.from.norm)).toEqual(from.map(() => "ada@example.org"));
  });

  it("without a Message-ID is named by its content, the same each time", async () => {
    const [one, again, other] = await Promise.all([
      parse(plain.slice(0, 2)),
      parse(["Received: x", ...plain.slice(0, 2)]),
      parse(plain.slice(0, 2), "Other."),
    ]);
    expect(one?.messageId).toMatch(/^[0-9a-f]{64}@without-message-id\.invalid$/);
    expect(again?.messageId).toBe(one?.messageId);
    expect(other?.messageId).not.toBe(one?.messageId);
  });

  it("knows its list's address from List-Post", async () => {
    const message = await parse([...plain, "List-Post: <mailto:Team@Lists.Example.org?subject=x>"]);
    expect(message).toMatchObject({ listPost: ["team@lists.example.org"], isListMail: true, automatic: null });
    expect((await parse([...plain, "List-Post: NO"]))?.listPost).toEqual([]);
  });

  it("takes the newest Received date when its own lies ahead", async () => {
    const message = await parse([
      "Received: from a by b; Fri, 4 Oct 2002 18:19:14 +0100",
      "Received: from c by d; Fri, 4 Oct 2002 12:06:30 -0400",
      "From: ada@example.org",
      "Date: Wed, 04 Oct 2028 12:05:01 -0400",
    ]);
    expect(message?.date?.toISOString()).toBe("2002-10-04T17:19:14.000Z");
  });
});

describe("words", () => {
  it("of an HTML mail are its text", async () => {
    const message = await parse([...plain, "Content-Type: text/html"], "<p>Dear Ada,</p><p>yes &amp; no</p>");
    expect(message?.text).toBe("Dear Ada,\n\nyes & no");
  });

  it("of a mail in two forms are its plain form", async () => {
    const parts = [
      "--b",
      "Content-Type: text/plain",
      "",
      "plain",
      "--b",
      "Content-Type: text/html",
      "",
      "<p>html</p>",
      "--b--",
    ];
    const message = await parse([...plain, "Content-Type: multipart/alternative; boundary=b"], parts.join("\r\n"));
    expect(message?.text).toBe("plain");
  });

  it.each([
    ["=?iso-8859-1?Q?Andr=E9?=", "André"],
    ["=?UTF-8?B?QW5kcsOp?=", "André"],
    ["=?windows-1252?Q?=93quoted=94?=", "“quoted”"],
    ["=?koi8-r?B?8NLJ18XU?=", "Привет"],
    ["=?no-such-charset?Q?plain?=", "plain"],
  ])("of the subject %s are %s", async (written, read) => {
    expect((await parse([...plain, `Subject: ${written}`]))?.subject).toBe(read);
  });

  it("in the charset of the part are read", async () => {
    const message = await parse([...plain, "Content-Type: text/plain; charset=iso-8859-1"], "caf\u00e9");
    expect(message?.text).toBe("café");
  });

  it("in UTF-8 that calls itself something else are read, and nothing else is taken for that", async () => {
    const octets = (text: string) => Buffer.from(text).toString("latin1");
    for (const charset of ["us-ascii", "iso-8859-1", "windows-1252"]) {
      const type = `Content-Type: text/plain; charset=${charset}`;
      const read = await parse(
        [...plain, type, "Content-Transfer-Encoding: 8bit"],
        octets("Grüße, “très bien” – 10 €"),
      );
      expect(read?.text).toBe("Grüße, “très bien” – 10 €");
    }
    const latin = "Content-Type: text/plain; charset=iso-8859-1";
    expect((await parse([...plain, latin], "Grüße, Ålesund, ÂME"))?.text).toBe("Grüße, Ålesund, ÂME");
  });

  it("carry no NUL, no half character and no carriage return", async () => {
    const message = await parse([...plain, "Subject: a\0b"], "one\0\r\ntwo");
    expect([message?.subject, message?.text]).toEqual(["ab", "one\ntwo"]);
  });
});

describe("what cannot be read", () => {
  it("is a message of a person without a sender", async () => {
    expect(await parse(["To: ada@example.org"])).toBeNull();
    expect(await parse(["From: nobody in particular"])).toBeNull();
    expect(await parse(["From: root@localhost"])).toBeNull();
  });

  it("does not include a machine that signs without a domain", async () => {
    expect((await parse(["From: MAILER-DAEMON (Mail System)"]))?.automatic).toContain("MAILER-DAEMON");
  });

  it("is a message nested too deep", async () => {
    const depth = Array.from(
      { length: 400 },
      (_, at) => `Content-Type: multipart/mixed; boundary=b${at}\r\n\r\n--b${at}\r\n`,
    );
    expect(await parse([...plain, depth.join("").trimEnd()])).toBeNull();
  });

  it("never ends in an exception", async () => {
    const soup = fc.string({
      unit: fc.constantFrom(
        "From: ",
        "a@b.co",
        "\r\n",
        "\n",
        "=?utf-8?Q?",
        "?=",
        "<",
        ">",
        "\0",
        ";",
        "ü",
        ":",
        "Content-Type: ",
        "multipart/mixed; boundary=x",
        "--x",
        ",",
      ),
    });
    await fc.assert(
      fc.asyncProperty(soup, async (text) => {
        const message = await parseMessage(Buffer.from(text, "latin1"), now);
        expect(JSON.stringify(message)).not.toContain("\\u0000");
      }),
      { numRuns: 500 },
    );
  });
});
