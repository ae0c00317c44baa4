"use client";

import Link from "next/link";
import { CampaignPicker } from "@/components/campaigns/campaign-picker";
import { RefusalAlert } from "@/components/outreach/refusal-alert";
import { VerdictInline } from "@/components/outreach/verdict-inline";
import { RecentTouches } from "@/components/timeline/recent-touches";
import { Button, ButtonLink } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { LocalTime } from "@/components/ui/local-time";
import { Menu } from "@/components/ui/menu";
import { Note } from "@/components/ui/note";
import { Textarea } from "@/components/ui/textarea";
import type { DayItem } from "@/lib/daily-outreach/schema";
import { OVERRIDE_REASON_LENGTH, type Problem, refusalSchema } from "@/lib/guard/schema";
import { mayOverride } from "@/lib/guard/verdict-rules";
import { channelOfItem, doneWords, finishWord, isSent, SKIP_REASONS, toWords } from "./today-words";
import type { Text } from "./use-day";

type Props = {
  item: DayItem;
  userId: string;
  text: Text;
  write: (text: Text) => void;
  campaigns: readonly { id: string; name: string }[];
  campaignId: string | null;
  count: (campaignId: string | null) => void;
  problem: Problem | null;
  finish: () => void;
  skip: (reason: string) => void;
  snooze: () => void;
};

/** One person of the day: the guard's word, what was prepared, and the three ways on. */
export function TodayItem(props: Props) {
  const { item, userId, text, write, problem } = props;
  const channel = channelOfItem(item);
  const answer = channel ? item.contactability?.channels[channel] : null;
  const open = item.status === "open";
  const refusal = refusalSchema.safeParse(problem).data;
  return (
    <article className="today-detail" aria-label={item.lead.name}>
      <header className="row">
        <h2 className="cut">{item.lead.name}</h2>
        <span className="t2 cut">{[item.lead.title, item.lead.company].filter(Boolean).join(", ")}</span>
        <LocalTime zone={item.lead.timezone} />
        <span className="grow" />
        <Link className="u" href={`/leads/${item.lead.id}`} prefetch={false}>
          Open lead
        </Link>
      </header>
      <p className="t2">{open ? item.why : doneWords(item)}</p>
      {channel && answer && open ? <VerdictInline channel={channel} answer={answer} userId={userId} /> : null}
      {open ? (
        <>
          <RecentTouches key={item.lead.id} lead={item.lead} userId={userId} answering={item.reason === "reply"} />
          {isSent(item) && channel === "email" ? (
            <Field label="Subject">
              {(ids) => (
                <Input
                  {...ids}
                  value={text.subject}
                  maxLength={500}
                  onChange={(event) => write({ ...text, subject: event.target.value })}
                />
              )}
            </Field>
          ) : item.subject ? (
            <p className="m">{item.subject}</p>
          ) : null}
          <Field
            label={isSent(item) ? "Text" : "Notes"}
            hint={isSent(item) && item.lead.email ? toWords(item.lead.email, text.body) : undefined}
          >
            {(ids) => (
              <Textarea
                {...ids}
                name="day-text"
                rows={isSent(item) ? 10 : 4}
                value={text.body}
                onChange={(event) => write({ ...text, body: event.target.value })}
              />
            )}
          </Field>
          {item.reason === "sequence" ? (
            item.campaign ? (
              <p className="t2">Counted to the campaign {item.campaign.name}, as its sequence</p>
            ) : null
          ) : channel === null ? null : (
            <CampaignPicker
              className="w-56"
              value={props.campaignId}
              choose={props.count}
              campaigns={props.campaigns}
              current={item.campaign}
            />
          )}
          {refusal ? (
            <RefusalAlert refusal={refusal} userId={userId} />
          ) : problem ? (
            <Note tone="bad">{problem.detail}</Note>
          ) : null}
          <Ways {...props} overridable={refusal ? refusal.overridable : Boolean(answer && mayOverride(answer))} />
        </>
      ) : null}
    </article>
  );
}

function Ways({ item, text, write, finish, skip, snooze, overridable }: Props & { overridable: boolean }) {
  return (
    <div className="row today-ways">
      <Button keys="t" onClick={snooze}>
        Tomorrow
      </Button>
      <Menu
        label="Skip"
        button={{ children: "Skip" }}
        items={SKIP_REASONS.map((one) => ({ id: one, label: one, run: () => skip(one) }))}
      />
      {item.channel === "call" || item.channel === "linkedin" ? (
        <ButtonLink href={`/leads/${item.lead.id}?log=${item.channel}&item=${item.id}`} prefetch={false}>
          Log with details
        </ButtonLink>
      ) : null}
      <span className="grow" />
      {overridable ? (
        <Field label="Reason for override">
          {(ids) => (
            <Input
              {...ids}
              value={text.reason}
              placeholder={`At least ${OVERRIDE_REASON_LENGTH} characters`}
              onChange={(event) => write({ ...text, reason: event.target.value })}
            />
          )}
        </Field>
      ) : null}
      <Button variant="primary" keys="mod+Enter" onClick={finish}>
        {finishWord(item)}
      </Button>
    </div>
  );
}
