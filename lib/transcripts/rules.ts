import { invalid } from "@/lib/core/errors";
import type { Segment } from "./schema";

/** More than anybody says in a day; a file with more is no transcript. */
const mostSegments = 50_000;

/**
 * What was said, out of WebVTT, SubRip or plain text, whichever it is: with or without numbers, marks at the beginning and whatever ends
 * of lines. Cues are put in the order of their beginnings; two that overlap both stay, for people talk at once. Throws INVALID where
 * there are no words.
 */
export function segmentsOf(content: string): Segment[] {
  const [first = "", ...below] = content.replace(/^\uFEFF/, "").split(/\r\n?|\n|\u2028|\u2029/);
  // The name of the format is none of what was said.
  const lines = /^WEBVTT(\s|$)/.test(first) ? below : [first, ...below];
  const timed = lines.some((line) => timing.test(line));
  const segments = timed ? cuesIn(lines) : linesIn(lines);
  if (segments.length === 0)
    throw invalid("content", "There are no words in it. Paste what was said, or choose another file.");
  if (segments.length > mostSegments) throw invalid("content", "This has more than 50,000 parts. Cut it in two.");
  return segments;
}

/** One text for search, in the order in which it was said. */
export const textOf = (segments: readonly Segment[]): string =>
  segments.map(({ speaker, text }) => (speaker ? `${speaker}: ${text}` : text)).join("\n");

const clock = String.raw`(?:(\d{1,3}):)?(\d{1,2}):(\d{1,2})(?:[.,](\d{1,3}))?`;
const timing = new RegExp(String.raw`^\s*${clock}\s*-{1,2}>\s*${clock}(?:\s.*)?$`);
const stamp = new RegExp(String.raw`^\s*[[(]?${clock}[\])]?\s*[-–:]?\s+(?=\S)`);

function cuesIn(lines: readonly string[]): Segment[] {
  const cues: (Segment & { from: number })[] = [];
  let said: string[] = [];
  let open: { from: number; to: number } | null = null;
  const close = () => {
    const { speaker, text } = wordsOf(said.join(" "));
    if (open && text) cues.push({ ...open, speaker, text });
    said = [];
  };
  for (const [place, line] of lines.entries()) {
    const found = timing.exec(line);
    if (found) {
      // A number of its own right above a time counts the cue that begins here.
      if (/^\s*\d+\s*$/.test(lines[place - 1] ?? "")) said.pop();
      close();
      const from = secondsOf(found.slice(1, 5));
      open = { from, to: Math.max(from, secondsOf(found.slice(5, 9))) };
    } else if (line.trim() === "") {
      close();
      open = null;
    } else if (open) said.push(line);
  }
  close();
  return cues.toSorted((a, b) => a.from - b.from);
}

function linesIn(lines: readonly string[]): Segment[] {
  return lines.flatMap((line) => {
    const found = stamp.exec(line);
    const { speaker, text } = wordsOf(found ? line.slice(found[0].length) : line);
    return text ? [{ from: found ? secondsOf(found.slice(1, 5)) : null, to: null, speaker, text }] : [];
  });
}

const entities: Record<string, string> = { amp: "&", lt: "<", gt: ">", nbsp: " ", quot: '"', lrm: "", rlm: "" };

/** Who speaks and what, without the marks of the format. */
function wordsOf(raw: string): { speaker: string | null; text: string } {
  const voice = /<v(?:\.[^\s>]*)?\s+([^>]{1,80})>/.exec(raw)?.[1]?.trim();
  const plain = raw
    .replace(/<\/?[a-z\d:.][^<>]{0,200}>|\{\\[^{}]{0,80}\}/gi, "")
    .replace(/&(amp|lt|gt|nbsp|quot|lrm|rlm);/g, (_, name: string) => entities[name] ?? "")
    .replace(/\s+/g, " ")
    .trim();
  if (voice) return { speaker: voice, text: plain };
  const named = /^([^:]{1,40}):\s+(?=\S)/u.exec(plain);
  const speaker = named?.[1]?.trim() ?? "";
  if (!named || !isName(speaker)) return { speaker: null, text: plain };
  return { speaker, text: plain.slice(named[0].length) };
}

/** "Dana Ruiz", "Speaker 2", "INTERVIEWER": at most four words that each begin like a name. */
const isName = (text: string) => {
  const words = text.split(" ");
  return words.length <= 4 && words.every((word) => /^[\p{Lu}\p{Lo}\p{N}(]/u.test(word)) && /\p{L}/u.test(text);
};

const secondsOf = ([hours, minutes, seconds, fraction]: (string | undefined)[]) =>
  Number(hours ?? 0) * 3600 + Number(minutes) * 60 + Number(seconds) + Number(`0.${fraction ?? 0}`);
