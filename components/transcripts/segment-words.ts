import { durationWords } from "@/components/calls/duration-words";
import type { Segment } from "@/lib/transcripts/schema";

/** "12:04" from the beginning; empty where the file says no times. */
export const segmentTime = ({ from }: Segment) => (from === null ? "" : durationWords(Math.floor(from)));

/** The parts in which every word is said, by whoever. */
export function findSegments(segments: readonly Segment[], typed: string): { segment: Segment; place: number }[] {
  const words = fold(typed).split(/\s+/).filter(Boolean);
  return segments.flatMap((segment, place) => {
    const text = fold(`${segment.speaker ?? ""} ${segment.text}`);
    return words.every((word) => text.includes(word)) ? [{ segment, place }] : [];
  });
}

/** So much of what was said that the first word somebody looks for stands in it, with a little before it. */
export function aroundWords(text: string, typed: string): string {
  const folded = fold(text);
  const places = fold(typed)
    .split(/\s+/)
    .flatMap((word) => (word && folded.includes(word) ? [folded.indexOf(word)] : []));
  // Letters with marks are longer apart than put together: a guess that is off by a few shows the word all the same.
  const from = Math.max(0, Math.min(...places, text.length) - BEFORE);
  if (places.length === 0 || from < BEFORE) return text.slice(0, MOST);
  return `… ${text
    .slice(from)
    .replace(/^\S*\s+/, "")
    .slice(0, MOST)}`;
}

const BEFORE = 30;
const MOST = 200;

const fold = (text: string) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
