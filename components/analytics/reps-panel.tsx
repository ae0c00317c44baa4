"use client";

import { clsx } from "clsx";
import { Avatar } from "@/components/ui/avatar";
import { MINIMUM_BASE, type OutreachAnalytics } from "@/lib/analytics/schema";
import { hoursWords, percent } from "./figure-words";
import { Panel } from "./panel";
import { highestRate, RateBar } from "./rate-bar";
import { rowHref } from "./row-href";
import { RowLink } from "./row-link";
import { SheetScroll } from "./sheet-scroll";

type Rep = OutreachAnalytics["by_rep"][number];
type Shared = { userId?: string; links: OutreachAnalytics["rows"] };
type RepsProps = Shared & { reps: Rep[] };

/** Reps by reply rate; who has too few touches to compare stands below, greyed and unranked. */
export function RepsPanel({ reps, ...shared }: RepsProps) {
  const ordered = inOrder(reps);
  return (
    <Panel
      title="Reps"
      note={<span className="t3 sm cut">ranked by reply rate, at least {MINIMUM_BASE} touches</span>}
      csv={{ fileName: "reps.csv", rows: [HEAD, ...ordered.map(csvRow)] }}
      first="table"
      table={
        <SheetScroll title="Reps">
          <RepsTable reps={ordered} {...shared} />
        </SheetScroll>
      }
      chart={<RepBars reps={ordered} {...shared} />}
    />
  );
}

function RepsTable({ reps, ...shared }: RepsProps) {
  const ranked = reps.filter(isRanked).length;
  return (
    <table className="tbl plain sheet">
      <thead>
        <tr>
          <th scope="col" className="num">
            #
          </th>
          <th scope="col">Rep</th>
          {COLUMNS.map((column) => (
            <th key={column} scope="col" className="num">
              {column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {reps.map((rep, index) => (
          <RepRow key={rep.user?.id ?? "nobody"} rep={rep} rank={index < ranked ? index + 1 : null} {...shared} />
        ))}
        {reps.length === 0 ? (
          <tr>
            <td colSpan={9} className="t2">
              No touch in these days.
            </td>
          </tr>
        ) : null}
      </tbody>
    </table>
  );
}

const COLUMNS = ["Touches", "Reply rate", "Base", "First reply", "Prevented", "Overridden", "Escaped"] as const;

function RepRow({ rep, rank, userId, links }: Shared & { rep: Rep; rank: number | null }) {
  const figure = (value: number, name: string) => (
    <RowLink value={value} href={rowHref(links, `by_rep[].${name}`, placeOf(rep))} />
  );
  return (
    <tr className={clsx(rank === null && "weak") || undefined}>
      <td className="num t3">{rank ?? "–"}</td>
      <td>
        <RepName rep={rep} userId={userId} />
      </td>
      <td className="num">{figure(rep.attempts, "attempts")}</td>
      <td className="num m">{percent(rep.response_rate)}</td>
      <td className="num t3">
        {figure(rep.responded_conversations, "responded_conversations")} of {figure(rep.conversations, "conversations")}
      </td>
      <td className="num">{hoursWords(rep.median_response_time_hours)}</td>
      {KINDS.map((kind) => (
        <td key={kind} className="num">
          {figure(rep.collisions[kind], `collisions.${kind}`)}
        </td>
      ))}
    </tr>
  );
}

const KINDS = ["prevented", "overridden", "escaped"] as const;
const placeOf = ({ user }: Rep): Record<string, string> => (user ? { "user.id": user.id } : {});

function RepBars({ reps, userId, links }: RepsProps) {
  const highest = highestRate(reps.filter(isRanked));
  return (
    <div className="wide-names">
      {reps.map((rep) => (
        <RateBar
          key={rep.user?.id ?? "nobody"}
          figures={rep}
          highest={highest}
          links={{
            responded: rowHref(links, "by_rep[].responded_conversations", placeOf(rep)),
            conversations: rowHref(links, "by_rep[].conversations", placeOf(rep)),
          }}
          name={<RepName rep={rep} userId={userId} />}
        />
      ))}
    </div>
  );
}

function RepName({ rep, userId }: { rep: Rep; userId?: string }) {
  const name = rep.user?.name ?? "Nobody";
  return (
    <span className="who">
      <Avatar name={name} me={rep.user !== null && rep.user.id === userId} />
      <span className="cut">{name}</span>
    </span>
  );
}

function isRanked(rep: Rep): boolean {
  return rep.attempts >= MINIMUM_BASE && rep.response_rate !== null;
}

function inOrder(reps: Rep[]): Rep[] {
  const byRate = (a: Rep, b: Rep) => (b.response_rate ?? 0) - (a.response_rate ?? 0) || b.attempts - a.attempts;
  return [...reps.filter(isRanked).toSorted(byRate), ...reps.filter((rep) => !isRanked(rep)).toSorted(byRate)];
}

const HEAD = [
  "rep",
  "touches",
  "conversations",
  "answered",
  "reply rate",
  "median hours",
  "prevented",
  "overridden",
  "escaped",
];

function csvRow(rep: Rep) {
  const { prevented, overridden, escaped } = rep.collisions;
  return [
    rep.user?.name ?? "Nobody",
    rep.attempts,
    rep.conversations,
    rep.responded_conversations,
    rep.response_rate,
    rep.median_response_time_hours,
    prevented,
    overridden,
    escaped,
  ];
}
