import { toCsv } from "@/components/ui/csv";

type Row = (string | number | null)[];
type Page<T> = { data: T[]; next_cursor: string | null };
type CsvFile<T> = {
  name: string;
  header: string[];
  read: (cursor: string | undefined) => Promise<Page<T>>;
  toRow: (one: T) => Row;
};

/** A list as a file, page by page, so that a long one neither waits nor fills the memory. */
export function csvFile<T>({ name, header, read, toRow }: CsvFile<T>): Response {
  let cursor: string | undefined;
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    start: (stream) => stream.enqueue(encoder.encode(`${toCsv([header])}\r\n`)),
    pull: async (stream) => {
      const { data, next_cursor } = await read(cursor);
      if (data.length > 0) stream.enqueue(encoder.encode(`${toCsv(data.map(toRow))}\r\n`));
      cursor = next_cursor ?? undefined;
      if (!cursor) stream.close();
    },
  });
  return new Response(body, {
    headers: {
      "Content-Type": "text/csv; charset=utf-8",
      "Content-Disposition": `attachment; filename="${name}"`,
      "Cache-Control": "no-store",
    },
  });
}
