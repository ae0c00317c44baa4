"use client";

import { Search } from "lucide-react";
import { type FormEvent, useState } from "react";
import { readAddress } from "@/components/dnc/read-address";
import { CHANNEL_NAMES } from "@/components/outreach/channel-words";
import { type SettingsAction, useAction } from "@/components/settings/use-action";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { errorAt, Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { RelativeTime } from "@/components/ui/relative-time";
import type { BlindAnswer, CheckedAddress } from "@/lib/blind-checks/schema";
import { channelSchema } from "@/lib/guard/schema";
import { AskForLead } from "./ask-for-lead";

type Asked = Partial<Record<"email" | "phone" | "linkedin", string>>;
export type BlindCheckProps = {
  checkAddress: SettingsAction<Asked, CheckedAddress>;
  requestHandOver: SettingsAction<Asked & { note?: string }>;
};

/** May I contact this address, whoever's lead it is? Taken, since when, until when; and the way to ask for it. */
export function BlindCheck({ checkAddress, requestHandOver }: BlindCheckProps) {
  const [asked, setAsked] = useState<Asked | null>(null);
  const [answer, setAnswer] = useState<CheckedAddress | null>(null);
  const [wrong, setWrong] = useState<string | null>(null);
  const { run, busy, problem } = useAction(checkAddress, setAnswer);
  const check = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const address = readAddress(String(new FormData(event.currentTarget).get("address")));
    setAnswer(null);
    if (!address || address.kind === "domain")
      return setWrong("Write a mail address, a phone number or a LinkedIn profile.");
    setWrong(null);
    setAsked({ [address.kind]: address.value });
    run({ [address.kind]: address.value });
  };
  const refused = wrong ?? (problem && (errorAt(problem.errors, Object.keys(asked ?? {})[0] ?? "") ?? problem.detail));
  return (
    <div className="blind">
      <form onSubmit={check} noValidate>
        <Field
          label="Mail address, phone number or LinkedIn profile"
          error={refused}
          hint="You learn whether it is taken, since when and until when. Whose lead it is stays hidden."
        >
          {(ids) => <Input {...ids} name="address" icon={Search} type="search" autoComplete="off" autoFocus />}
        </Field>
        <Button type="submit" variant="primary" size="form" busy={busy}>
          Check
        </Button>
      </form>
      {answer && !refused ? (
        <section aria-label={`Answer for ${answer.normalized}`} role="status">
          <h2 className="m">{answer.normalized}</h2>
          <ul className="answers">
            {Object.entries(answer.channels).map(([channel, one]) => (
              <Line key={channel} channel={channel} answer={one} />
            ))}
          </ul>
          {asked && Object.values(answer.channels).some((one) => one.verdict !== "free") ? (
            <AskForLead address={asked} requestHandOver={requestHandOver} />
          ) : null}
        </section>
      ) : null}
    </div>
  );
}

const WORDS = {
  free: { tone: "free", word: "free" },
  warn: { tone: "wait", word: "wait" },
  blocked: { tone: "taken", word: "taken" },
} as const;

function Line({ channel, answer }: { channel: string; answer: BlindAnswer }) {
  const known = channelSchema.safeParse(channel);
  const { tone, word } = WORDS[answer.verdict];
  return (
    <li>
      <span className="m">{known.success ? CHANNEL_NAMES[known.data] : channel}</span>
      <Badge tone={tone}>{word}</Badge>
      <span className="t2">
        {answer.since ? (
          <>
            contacted <RelativeTime at={answer.since} form="words" />
          </>
        ) : null}
        {answer.since && answer.verdict !== "free" && answer.next_allowed_at ? ", " : null}
        {answer.verdict === "free" ? "You may contact them now." : null}
        {answer.verdict !== "free" && answer.next_allowed_at ? (
          <>
            until <RelativeTime at={answer.next_allowed_at} form="until" />
          </>
        ) : null}
        {answer.verdict === "blocked" && !answer.next_allowed_at ? "without an end" : null}
      </span>
    </li>
  );
}
