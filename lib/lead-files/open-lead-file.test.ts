import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { crc32, deflateRawSync } from "node:zlib";
import { afterAll, describe, expect, it } from "vitest";
import writeXlsxFile from "write-excel-file/node";
import { openLeadFile } from "./open-lead-file";
import type { FileRow } from "./schema";

const folder = mkdtempSync(join(tmpdir(), "lead-files-"));
afterAll(() => rmSync(folder, { recursive: true }));
let made = 0;
function fileOf(content: string | Uint8Array): string {
  const path = join(folder, `${++made}`);
  writeFileSync(path, content);
  return path;
}
async function rowsOf(path: string): Promise<{ header: string[]; rows: FileRow[] }> {
  const file = await openLeadFile(path);
  const rows: FileRow[] = [];
  for await (const some of file.rows()) rows.push(...some);
  return { header: file.header, rows };
}

type Part = { name: string; text: string; says?: number; at?: number; stored?: boolean };
/** A ZIP file part by part; `says` lies about the unpacked size, `at` points at another part. */
function zip(parts: Part[]): Buffer {
  const [locals, central]: [Buffer[], Buffer[]] = [[], []];
  let offset = 0;
  for (const { name, text, says, at, stored = false } of parts) {
    const raw = Buffer.from(text);
    const packed = stored ? raw : deflateRawSync(raw);
    const head = Buffer.alloc(30);
    head.writeUInt32LE(0x04034b50);
    head.writeUInt16LE(stored ? 0 : 8, 8);
    head.writeUInt32LE(crc32(raw), 14);
    head.writeUInt32LE(packed.length, 18);
    head.writeUInt32LE(says ?? raw.length, 22);
    head.writeUInt16LE(name.length, 26);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50);
    head.copy(entry, 10, 8, 30);
    entry.writeUInt16LE(0, 8);
    entry.writeUInt32LE(at ?? offset, 42);
    locals.push(head, Buffer.from(name), packed);
    central.push(entry, Buffer.from(name));
    offset += 30 + name.length + packed.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50);
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, directory, end]);
}
const book = (sheet: string, more: Part[] = []): Part[] => [
  {
    name: "xl/workbook.xml",
    text: '<workbook><sheets><sheet name="Leads" sheetId="1" r:id="rId1"/></sheets></workbook>',
  },
  {
    name: "xl/_rels/workbook.xml.rels",
    text: '<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>',
  },
  { name: "xl/worksheets/sheet1.xml", text: `<worksheet><sheetData>${sheet}</sheetData></worksheet>` },
  ...more,
];
const sheet =
  '<row r="1"><c r="A1" t="inlineStr"><is><t>Email</t></is></c></row><row r="2"><c r="A2" t="inlineStr"><is><t>a@b.org</t></is></c></row>';
const shared = '<row><c t="s"><v>0</v></c></row><row><c t="s"><v>1</v></c></row>';
const strings = (text: string): Part => ({ name: "xl/sharedStrings.xml", text });

describe("a workbook", () => {
  it("of a real writer reads as it was written, dates, numbers and gaps too", async () => {
    const path = join(folder, "real.xlsx");
    await writeXlsxFile([
      [{ value: "Email" }, { value: "Phone" }, { value: "Since" }, { value: "Note" }],
      [
        { value: "jörg@example.org" },
        { value: 4915112345678, type: Number },
        { value: new Date(Date.UTC(2024, 1, 29)), type: Date, format: "dd.mm.yyyy" },
        { value: "a & b <c>" },
      ],
      [null, null, null, null],
      [{ value: "x@example.org" }, null, null, null],
    ]).toFile(path);
    expect(await rowsOf(path)).toEqual({
      header: ["Email", "Phone", "Since", "Note"],
      rows: [
        { number: 1, line: 2, cells: ["jörg@example.org", "4915112345678", "2024-02-29", "a & b <c>"], problem: null },
        { number: 2, line: 4, cells: ["x@example.org", "", "", ""], problem: null },
      ],
    });
  });

  it("gives the last value of a formula and leaves its macros alone", async () => {
    const rows = `${sheet}<row r="3"><c r="A3" t="str"><f>CONCAT("a","b")</f><v>ab@c.org</v></c></row>`;
    const macro = { name: "xl/vbaProject.bin", text: "Sub Auto_Open()" };
    const { rows: found } = await rowsOf(fileOf(zip(book(rows, [macro]))));
    expect(found.map((row) => row.cells)).toEqual([["a@b.org"], ["ab@c.org"]]);
  });

  it("with strings that many cells share", async () => {
    const texts = strings("<sst><si><t>Email</t></si><si><r><t>a@</t></r><r><t>b.org</t></r></si></sst>");
    expect((await rowsOf(fileOf(zip(book(shared, [texts]))))).rows[0]?.cells).toEqual(["a@b.org"]);
  });

  it("is opened before the texts of its later rows are read", async () => {
    const texts = strings(
      `<sst><si><t>Email</t></si>${"<si><t>a@b.org</t></si>".repeat(100_000)}<!DOCTYPE late></sst>`,
    );
    const file = await openLeadFile(fileOf(zip(book(shared + '<row><c t="s"><v>200000</v></c></row>', [texts]))));
    expect(file.header).toEqual(["Email"]);
    const pieces = file.rows();
    const first: FileRow[] = (await pieces.next()).value ?? [];
    expect(first.map((row) => row.cells)).toEqual([["a@b.org"]]);
    await expect(pieces.next()).rejects.toMatchObject({ code: "INVALID" });
  });

  it("with a hundred thousand signs in a tag that seem to end it is read like any other", {
    timeout: 10_000,
  }, async () => {
    const tag = `<row r="3"><c r="A3" note="${">".repeat(99_000)}"><v>1</v></c></row>`;
    expect((await rowsOf(fileOf(zip(book(sheet + tag.repeat(20)))))).rows).toHaveLength(21);
  });

  const megabytes = (count: number) => "x".repeat(count * 1_000_000);
  it.each<[string, () => Part[], string]>([
    [
      "that unpacks to a thousand times its size",
      () => book(`<row><c t="str"><v>${megabytes(40)}</v></c></row>`),
      "would unpack to",
    ],
    ["whose shared strings are a bomb", () => book(sheet, [strings(megabytes(40))]), "would unpack to"],
    [
      "that is larger than it says",
      () => book(shared, [{ ...strings(`<sst><si><t>${megabytes(2)}</t></si></sst>`), says: 5000 }]),
      "larger than it says",
    ],
    ["whose parts lie over one another", () => book(sheet, [{ ...strings("<sst/>"), at: 0 }]), "over one another"],
    ["with two parts of one name", () => [...book(sheet), ...book(sheet)], "one name"],
    [
      "with more parts than any has",
      () =>
        book(
          sheet,
          Array.from({ length: 2500 }, (_, nth) => ({ name: `x${nth}`, text: "" })),
        ),
      "more than 2000 parts",
    ],
    [
      "that declares entities",
      () => [
        ...book(sheet).slice(0, 2),
        {
          name: "xl/worksheets/sheet1.xml",
          text: '<!DOCTYPE w [<!ENTITY a SYSTEM "file:///etc/passwd">]><worksheet>&a;</worksheet>',
        },
      ],
      "document type",
    ],
    [
      "whose strings declare entities that grow",
      () =>
        book(shared, [strings('<!DOCTYPE s [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><sst><si><t>&b;</t></si></sst>')]),
      "document type",
    ],
    [
      "that holds another ZIP file and no sheet",
      () => [{ name: "inner.zip", text: zip(book(sheet)).toString("latin1") }],
      "not of Excel",
    ],
    ["with a cell far to the right", () => book('<row><c r="XFD1"><v>1</v></c></row>'), "more than 1,000 columns"],
    ["without a row", () => book(""), "is empty"],
  ])("%s is refused with its reason", async (_, parts, reason) => {
    await expect(rowsOf(fileOf(zip(parts())))).rejects.toMatchObject({
      code: "INVALID",
      detail: expect.stringContaining(reason),
    });
  });

  it("that was cut off is refused", async () => {
    const whole = zip(book(sheet));
    await expect(rowsOf(fileOf(whole.subarray(0, whole.length - 40)))).rejects.toMatchObject({ code: "INVALID" });
  });
});

describe("a file that is no table", () => {
  it.each<[string, string | Uint8Array, string]>([
    ["of no bytes", "", "is empty"],
    ["of line ends alone", "\n\n\n", "no header line"],
    ["of separators alone", ",,,\n1,2,3,4\n", "first line is empty"],
    ["of an old Excel", new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1]), "old Excel"],
    ["that is a PDF", "%PDF-1.7 ...", "a PDF"],
    ["that is a picture", new Uint8Array([0x89, 0x50, 0x4e, 0x47, 1, 2]), "a picture"],
    ["that is packed", new Uint8Array([0x1f, 0x8b, 8, 0]), "a packed file"],
    [
      "of bytes that are no text",
      Uint8Array.from({ length: 4000 }, (_, nth) => (nth * 37 + (nth >> 8) * 11) % 251),
      "no text",
    ],
    ["that is a web page", "<!DOCTYPE html><html></html>", "a web page"],
    ["that is a table of a web page, as some name .xls", "\r\n<table><tr><td>Email</td></tr></table>", "a web page"],
    ["that is JSON", '\uFEFF[\n  {"email":"a@b.org"}]', "JSON"],
    ["of NUL characters", new Uint8Array(5000), "no text"],
    ["whose first line is a row", "ann@b.org,Ann\nbob@b.org,Bob\n", "holds the address ann@b.org"],
    ["with 10,000 columns", `${Array.from({ length: 10_000 }, (_, nth) => `c${nth}`).join(",")}\n`, "10,000 columns"],
    ["whose header has an open quote", '"Email,Name\na@b.org,A\n', "header line cannot be read"],
  ])("%s is refused with what to do", async (_, content, reason) => {
    await expect(rowsOf(fileOf(content))).rejects.toMatchObject({
      code: "INVALID",
      detail: expect.stringContaining(reason),
    });
  });
});

describe("an ugly text", () => {
  it("with a header only has no rows", async () => {
    expect(await rowsOf(fileOf("Email,Name"))).toEqual({ header: ["Email", "Name"], rows: [] });
  });

  it("whose every line stands in quotation marks, the first too, gives its cells back as they then read", async () => {
    const { header, rows } = await rowsOf(
      fileOf('"Email;Name;City"\n"a@b.org;""Ann; Lee"";Rome"\n"b@b.org;Bob;Oslo"\n'),
    );
    expect(header).toEqual(["Email", "Name", "City"]);
    expect(rows.map(({ cells }) => cells)).toEqual([
      ["a@b.org", "Ann; Lee", "Rome"],
      ["b@b.org", "Bob", "Oslo"],
    ]);
    expect(rows[0]?.problem?.reason).toContain("one pair of quotation marks");
    // A column of "Doe, Jane" is one column.
    expect((await rowsOf(fileOf('"Last, first"\n"Doe, Jane"\n'))).header).toEqual(["Last, first"]);
  });

  it("says NUL characters and letters that cannot be read by line and column", async () => {
    const { rows } = await rowsOf(fileOf("Email,Name\na@b.org,A\u0000\nb@b.org,B\n"));
    expect(rows.map((row) => [row.line, row.problem?.column ?? null])).toEqual([
      [2, "Name"],
      [3, null],
    ]);
  });

  it("in UTF-16 with semicolons and a name that says otherwise", async () => {
    const bytes = Buffer.from("\uFEFFE-Mail;Name\r\njörg@example.org;Jörg\r\n", "utf16le");
    expect((await rowsOf(fileOf(bytes))).rows[0]?.cells).toEqual(["jörg@example.org", "Jörg"]);
  });

  it("of one line that never ends is one bad row, and what was read of it can be told meanwhile", async () => {
    const file = await openLeadFile(fileOf(`Email,Name\n${"a@b.org,Ann,".repeat(1_500_000)}`));
    const watch = { read: 0, of: 0 };
    const rows: FileRow[] = [];
    const reads: number[] = [];
    for await (const some of file.rows(watch)) {
      rows.push(...some);
      reads.push(watch.read);
    }
    expect(rows.map(({ line, problem }) => [line, problem?.reason.slice(0, 39)])).toEqual([
      [2, "This line is longer than 4,000,000 char"],
    ]);
    expect(reads.length).toBeGreaterThan(40);
    expect(watch).toEqual({ read: file.size, of: file.size });
  });

  it("of many lines is read in the memory of a piece", async () => {
    const path = fileOf(`Email,Name,Note\n${"a@b.org,Ann,and a note that makes the line long\n".repeat(200_000)}`);
    const before = process.memoryUsage().rss;
    let [count, most] = [0, 0];
    for await (const rows of (await openLeadFile(path)).rows()) {
      count += rows.length;
      most = Math.max(most, process.memoryUsage().rss - before);
    }
    expect(count).toBe(200_000);
    expect(most).toBeLessThan(400_000_000);
  });
});

const education = resolve(process.env.TOUCHLINE_TEST_DATA ?? "../shared/data", "x-education-leads.csv");
it.skipIf(!existsSync(education))(
  "the real file of 6,520 rows has 234 that are wrongly quoted, each with its cells",
  async () => {
    const { header, rows } = await rowsOf(education);
    const bad = rows.filter((row) => row.problem);
    expect([header.length, rows.length, bad.length]).toEqual([37, 6520, 234]);
    expect(bad.every((row) => row.cells.length === 37)).toBe(true);
    expect(bad[0]).toMatchObject({ line: 128, problem: { reason: expect.stringContaining("37") } });
  },
);
