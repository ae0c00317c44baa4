"use client";

import { clsx } from "clsx";
import { Avatar } from "@/components/ui/avatar";
import { MINIMUM_BASE, type OutreachAnalytics } from "@/lib/analytics/schema";
import { count, hoursWords, percent } from "./figure-words";
import { Panel } from "./panel";
import { highestRate, RateBar } from "./rate-bar";

type Rep = OutreachAnalytics["by_rep"][number];

/** Reps by reply rate; who has too few touches to compare stands below, greyed and unranked. */
export function RepsPanel({ reps, userId }: { reps: Rep[]; userId?: string }) {
  const ordered = inOrder(reps);
  return (
    <Panel
      title="Reps"
      note={<span className="t3 sm cut">ranked by reply rate, at least {MINIMUM_BASE} touches</span>}
      csv={{ fileName: "reps.csv", rows: [HEAD, ...ordered.map(csvRow)] }}
      first="table"
      table={<RepsTable reps={ordered} userId={userId} />}
      chart={<RepBars reps={ordered} userId={userId} />}
    />
  );
}

function RepsTable({ reps, userId }: { reps: Rep[]; userId?: string }) {
  const ranked = reps.filter(isRanked).length;
  return (
    <table className="tbl plain min-w-184 print:min-w-0">
      <thead>
        <tr>
          <th scope="col" className="num w-10">
            #
          </th>
          <th scope="col">Rep</th>
          {COLUMNS.map(([column, width]) => (
            <th key={column} scope="col" className={`num ${width}`}>
              {column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {reps.map((rep, index) => (
          <RepRow key={rep.user?.id ?? "nobody"} rep={rep} rank={index < ranked ? index + 1 : null} userId={userId} />
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

const COLUMNS = [
  ["Touches", "w-16"],
  ["Reply rate", "w-20"],
  ["Base", "w-28"],
  ["First reply", "w-20"],
  ["Prevented", "w-18"],
  ["Overridden", "w-20"],
  ["Escaped", "w-16"],
] as const;

function RepRow({ rep, rank, userId }: { rep: Rep; rank: number | null; userId?: string }) {
  const { prevented, overridden, escaped } = rep.collisions;
  return (
    <tr className={clsx(rank === null && "weak") || undefined}>
      <td className="num t3">{rank ?? "–"}</td>
      <td>
        <RepName rep={rep} userId={userId} />
      </td>
      <td className="num">{count(rep.attempts)}</td>
      <td className="num m">{percent(rep.response_rate)}</td>
      <td className="num t3">
        {count(rep.responded_conversations)} of {count(rep.conversations)}
      </td>
      <td className="num">{hoursWords(rep.median_response_time_hours)}</td>
      <td className="num">{count(prevented)}</td>
      <td className="num">{count(overridden)}</td>
      <td className="num">{count(escaped)}</td>
    </tr>
  );
}

function RepBars({ reps, userId }: { reps: Rep[]; userId?: string }) {
  const highest = highestRate(reps.filter(isRanked));
  return (
    <div className="wide-names">
      {reps.map((rep) => (
        <RateBar
          key={rep.user?.id ?? "nobody"}
          figures={rep}
          highest={highest}
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
