import { CHANNEL_NAMES } from "@/components/outreach/channel-words";
import { cutText } from "@/lib/core/text-rules";
import { tellMoney } from "@/lib/deals/rules";
import type { PreviewRow } from "@/lib/import-work/preview-schema";

const BLOCKED: Record<string, string> = { all: "Do not contact", email: "Do not email", call: "Do not call" };
const names = new Map<string, string>(Object.entries(CHANNEL_NAMES));
/** Within a sentence: "email", but "SMS" and "LinkedIn". */
function nameOf(channel: string): string {
  const name = names.get(channel) ?? channel;
  return /[A-Z].*[A-Z]/.test(name) ? name : name.toLowerCase();
}

/** What a row says beside who it is, each as one phrase: opt-outs first, then what people look for, then what is kept by its own name. */
export function alsoOf(row: Omit<PreviewRow, "cells">): string[] {
  const { title, owner, source, tags, blocked, touch, deal, source_metadata, kept } = row;
  return [
    ...blocked.map((channel) => BLOCKED[channel] ?? `Do not contact by ${nameOf(channel)}`),
    ...(touch ? [touchOf(touch)] : []),
    ...dealOf(deal),
    ...(title ? [title] : []),
    ...(owner ? [`Owner: ${owner}`] : []),
    ...(tags.length > 0 ? [`Tags: ${tags.join(", ")}`] : []),
    ...(source ? [`Source: ${source}`] : []),
    ...Object.entries({ ...source_metadata, ...kept }).map(([name, value]) => `${name}: ${value}`),
  ];
}

/** A file often says when and not how. */
function touchOf({ direction, channel, at }: NonNullable<PreviewRow["touch"]>): string {
  const by = channel === "other" ? "" : ` by ${nameOf(channel)}`;
  return `${direction === "inbound" ? "Heard from" : "Contacted"}${by} on ${at.slice(0, 10)}`;
}

function dealOf(deal: PreviewRow["deal"]): string[] {
  const { estimated_value_minor: minor, currency, expected_close_date: close, probability_override: chance } = deal;
  return [
    ...(minor !== null && currency !== null ? [`Worth ${tellMoney({ minor, currency })}`] : []),
    ...(close ? [`Expected to close on ${close}`] : []),
    ...(chance === null ? [] : [`Probability ${Math.round(chance * 100)} %`]),
  ];
}

const MOST = 6;
/** The first of some phrases, and how many more there are. */
export const firstOf = (phrases: readonly string[]): readonly string[] =>
  (phrases.length <= MOST + 1 ? phrases : [...phrases.slice(0, MOST), `and ${phrases.length - MOST} more`]).map(short);

const LONGEST = 80;
const short = (phrase: string) => (phrase.length <= LONGEST ? phrase : `${cutText(phrase, LONGEST - 1)}…`);
