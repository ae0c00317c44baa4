import { AppError, invalid } from "@/lib/core/errors";

export const defaultBodyBytes = 1024 * 1024;

/** The JSON object of the request; none at all is an empty one. 413, 415 and 400 as their names say. */
export async function readBody(request: Request, mostBytes = defaultBodyBytes): Promise<Record<string, unknown>> {
  const bytes = await readBytes(request, mostBytes);
  if (bytes.byteLength === 0) return {};
  refuseOtherTypes(request.headers);
  const body = parse(bytes);
  if (typeof body !== "object" || body === null || Array.isArray(body)) throw invalid("body", "Send one JSON object.");
  for (const [name, part] of Object.entries(body)) {
    if (isDeeper(part, mostLevels)) {
      throw invalid(name, `This is nested too deeply. Use at most ${mostLevels} levels of objects and lists.`);
    }
  }
  return { ...body };
}

const mostLevels = 100;

// What is deeper would be walked through until there is no room left.
const isDeeper = (part: unknown, levels: number): boolean =>
  typeof part === "object" &&
  part !== null &&
  (levels === 0 || Object.values(part).some((inner) => isDeeper(inner, levels - 1)));

/** INVALID for any field, where a route takes none: its sender would think it heard. */
export async function refuseBody(request: Request): Promise<void> {
  const [field] = Object.keys(await readBody(request));
  if (field !== undefined) throw invalid(field, "This is not known here. Leave it out, or check its spelling.");
}

/** The bytes of a request, read no further than they may go, whatever its headers say; else TOO_LARGE. */
export async function readBytes(request: Request, most: number): Promise<Uint8Array<ArrayBuffer>> {
  const tooLarge = () => new AppError("TOO_LARGE", `Send at most ${most.toLocaleString("en")} bytes at once.`);
  if (Number(request.headers.get("content-length") ?? 0) > most) throw tooLarge();
  if (!request.body) return new Uint8Array();
  const chunks: Uint8Array[] = [];
  let size = 0;
  for (const reader = request.body.getReader(); ; ) {
    const { done, value } = await reader.read();
    if (done) return Buffer.concat(chunks);
    size += value.byteLength;
    if (size > most) {
      await reader.cancel();
      throw tooLarge();
    }
    chunks.push(value);
  }
}

function refuseOtherTypes(headers: Headers): void {
  const [type = "", ...parameters] = (headers.get("content-type") ?? "").toLowerCase().split(";");
  const charset = parameters.map((one) => /^\s*charset="?([\w-]+)"?\s*$/.exec(one)?.[1]).find(Boolean);
  const json = /^application\/([\w.-]+\+)?json\s*$/.test(type.trim());
  const plain = !headers.get("content-encoding") || headers.get("content-encoding") === "identity";
  if (json && plain && (charset === undefined || ["utf-8", "utf8"].includes(charset))) return;
  throw new AppError("UNSUPPORTED_TYPE", "Send JSON in UTF-8, not compressed, as Content-Type: application/json.");
}

function parse(bytes: Uint8Array): unknown {
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw invalid("body", "This is not UTF-8. Send the text in that encoding.");
  }
  try {
    return JSON.parse(text);
  } catch {
    throw invalid("body", "This is not JSON. Check brackets, commas and quotes.");
  }
}
