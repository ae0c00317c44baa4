import { createReadStream } from "node:fs";
import { open } from "node:fs/promises";
import { createInflateRaw } from "node:zlib";
import { invalid } from "@/lib/core/errors";

export type ZipEntry = { name: string; method: number; offset: number; packed: number; unpacked: number };

const mostEntries = 2000;
const mostDirectory = 1_000_000;
const mostUnpacked = 2 * 1024 ** 3;
/** Spreadsheets shrink ten- to fortyfold; what grows more than this out of little is made to fill memory. */
const mostRatio = 150;
const freeBytes = 16 * 1024 * 1024;

/**
 * What lies in a ZIP file, by its central directory alone: nothing is unpacked. Refuses what no spreadsheet program writes: too many
 * entries, entries over one another or twice, a size out of proportion, encryption.
 */
export async function readZip(path: string, size: number): Promise<Map<string, ZipEntry>> {
  const file = await open(path);
  try {
    const tail = Buffer.alloc(Math.min(size, 65_557));
    await file.read(tail, 0, tail.length, size - tail.length);
    const end = tail.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
    if (end < 0 || end + 22 > tail.length) throw refused("its end is missing: it was cut off on the way");
    const count = tail.readUInt16LE(end + 10);
    const length = tail.readUInt32LE(end + 12);
    const start = tail.readUInt32LE(end + 16);
    if (count > mostEntries || length > mostDirectory) throw refused(`it holds more than ${mostEntries} parts`);
    if (start + length > size) throw refused("its table of contents lies outside the file");
    const directory = Buffer.alloc(length);
    await file.read(directory, 0, length, start);
    return checked(entriesOf(directory, count), start);
  } finally {
    await file.close();
  }
}

function entriesOf(directory: Buffer, count: number): ZipEntry[] {
  const entries: ZipEntry[] = [];
  let at = 0;
  for (let nth = 0; nth < count; nth++) {
    if (at + 46 > directory.length || directory.readUInt32LE(at) !== 0x02014b50)
      throw refused("its table of contents is broken");
    const nameLength = directory.readUInt16LE(at + 28);
    if (directory.readUInt16LE(at + 8) & 1) throw refused("it is encrypted. Save it without a password");
    entries.push({
      name: directory.toString("utf8", at + 46, at + 46 + nameLength),
      method: directory.readUInt16LE(at + 10),
      packed: directory.readUInt32LE(at + 20),
      unpacked: directory.readUInt32LE(at + 24),
      offset: directory.readUInt32LE(at + 42),
    });
    at += 46 + nameLength + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
  }
  return entries;
}

function checked(entries: ZipEntry[], end: number): Map<string, ZipEntry> {
  const byName = new Map(entries.map((entry) => [entry.name, entry]));
  if (byName.size < entries.length) throw refused("two of its parts have one name");
  const inOrder = entries.toSorted((a, b) => a.offset - b.offset);
  for (const [nth, entry] of inOrder.entries()) {
    const limit = inOrder[nth + 1]?.offset ?? end;
    if (entry.offset + 30 + entry.packed > limit) throw refused("its parts lie over one another");
    if (entry.unpacked > freeBytes && entry.unpacked > entry.packed * mostRatio) throw tooDense(entry);
  }
  if (entries.reduce((sum, entry) => sum + entry.unpacked, 0) > mostUnpacked) {
    throw refused("it unpacks to more than 2 GB. Split it, or save it as CSV");
  }
  return byName;
}

const tooDense = (entry: ZipEntry) =>
  refused(
    `${entry.name} would unpack to ${Math.round(entry.unpacked / 1_000_000).toLocaleString("en")} MB. Save it as CSV`,
  );

/** One part of a ZIP file unpacked, piece by piece, and never more than it says or `most` bytes. */
export async function* unpackEntry(path: string, entry: ZipEntry, most: number): AsyncGenerator<Uint8Array> {
  if (entry.unpacked > most)
    throw refused(`${entry.name} is larger than ${Math.round(most / 1_000_000)} MB. Save it as CSV`);
  if (entry.method !== 0 && entry.method !== 8) throw refused("it is packed in a way that is not read here");
  if (entry.packed === 0) return;
  const start = await dataStart(path, entry);
  const packed = createReadStream(path, { start, end: start + entry.packed - 1, highWaterMark: 256 * 1024 });
  const source = entry.method === 0 ? packed : packed.pipe(createInflateRaw({ chunkSize: 256 * 1024 }));
  packed.on("error", (error) => source.destroy(error));
  let size = 0;
  try {
    for await (const bytes of source) {
      size += bytes.length;
      if (size > entry.unpacked) throw refused(`${entry.name} is larger than it says`);
      yield bytes;
    }
  } catch (error) {
    if (error instanceof Error && "code" in error && String(error.code).startsWith("Z_"))
      throw refused(`${entry.name} is damaged`);
    throw error;
  } finally {
    packed.destroy();
    source.destroy();
  }
}

async function dataStart(path: string, entry: ZipEntry): Promise<number> {
  const file = await open(path);
  try {
    const head = Buffer.alloc(30);
    await file.read(head, 0, 30, entry.offset);
    if (head.readUInt32LE(0) !== 0x04034b50) throw refused("its parts are not where its table of contents says");
    return entry.offset + 30 + head.readUInt16LE(26) + head.readUInt16LE(28);
  } finally {
    await file.close();
  }
}

export const refused = (why: string) => invalid("file", `This workbook cannot be read: ${why}.`);
