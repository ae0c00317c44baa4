/** What a message does to a meeting (iTIP, RFC 5546): what they press in their calendar is their own answer, whoever's machine writes it. */
export type Meeting = { method: "REPLY" | "REQUEST" | "COUNTER" | "CANCEL"; answer: string; summary: string };

/** Reads the calendar part of a message; null when it is none of the kinds that a person causes. */
export function readMeeting(calendar: string): Meeting | null {
  const lines = calendar.slice(0, 100_000).replace(/\r?\n[ \t]/g, "");
  const method = /^METHOD:\s*(REPLY|REQUEST|COUNTER|CANCEL)\s*$/im.exec(lines)?.[1]?.toUpperCase();
  if (method !== "REPLY" && method !== "REQUEST" && method !== "COUNTER" && method !== "CANCEL") return null;
  const event = lines.slice(Math.max(0, lines.search(/^BEGIN:VEVENT/im)));
  const answer = /^ATTENDEE\b[^\n]{0,1000}?\bPARTSTAT=([A-Z-]+)/im.exec(event)?.[1]?.toUpperCase() ?? "";
  const summary = /^SUMMARY\b[^:\n]{0,200}:([^\n]{0,300})/im.exec(event)?.[1] ?? "";
  return {
    method,
    answer,
    summary: summary
      .replace(/\\n/gi, " ")
      .replace(/\\([,;\\])/g, "$1")
      .trim(),
  };
}

const answers: Record<string, string> = {
  ACCEPTED: "Accepted the invitation",
  DECLINED: "Declined the invitation",
  TENTATIVE: "Perhaps accepts the invitation",
};
const others = { REQUEST: "Invites to a meeting", COUNTER: "Proposes another time", CANCEL: "Cancelled the meeting" };

/** What they did, as a sentence: "Accepted the invitation: Demo". Null for an answer that says neither yes nor no. */
export function meetingWords({ method, answer, summary }: Meeting): string | null {
  const did = method === "REPLY" ? answers[answer] : others[method];
  return did === undefined ? null : `${did}${summary && `: ${summary}`}`;
}

/** The sentence for what a person did in their calendar; null for what is no such message, and for what a machine sends to many. */
export function meetingEvidence({ meeting, from }: { meeting: Meeting | null; from: string }): string | null {
  return meeting === null || /^(no-?reply|do-?not-?reply|notifications?)@/.test(from) ? null : meetingWords(meeting);
}
