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

const fold = (text: string) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
