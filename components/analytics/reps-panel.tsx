"use client";

import { clsx } from "clsx";
import { Avatar } from "@/components/ui/avatar";
import { CsvButton } from "@/components/ui/csv-button";
import { MINIMUM_BASE, type OutreachAnalytics } from "@/lib/analytics/schema";
import { count, hoursWords, percent } from "./figure-words";

type Rep = OutreachAnalytics["by_rep"][number];

/** Reps by reply rate; who has too few touches to compare stands below, greyed and unranked. */
export function RepsPanel({ reps, userId }: { reps: Rep[]; userId?: string }) {
  const ordered = inOrder(reps);
  const ranked = ordered.filter(isRanked).length;
  return (
    <section className="panel overflow-x-auto">
      <header>
        <h2>Reps</h2>
        <span className="t3 sm cut">ranked by reply rate, at least {MINIMUM_BASE} touches</span>
        <span className="grow" />
        <CsvButton fileName="reps.csv" rows={[HEAD, ...ordered.map(csvRow)]} />
      </header>
      <table className="tbl plain min-w-160">
        <thead>
          <tr>
            <th scope="col" className="num w-10">
              #
            </th>
            <th scope="col">Rep</th>
            {COLUMNS.map((column) => (
              <th key={column} scope="col" className="num w-24">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {ordered.map((rep, index) => (
            <RepRow key={rep.user?.id ?? "nobody"} rep={rep} rank={index < ranked ? index + 1 : null} userId={userId} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

const COLUMNS = ["Touches", "Reply rate", "Base", "First reply", "Prevented", "Overridden", "Escaped"];
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

function RepRow({ rep, rank, userId }: { rep: Rep; rank: number | null; userId?: string }) {
  const name = rep.user?.name ?? "Nobody";
  return (
    <tr className={clsx(rank === null && "weak") || undefined}>
      <td className="num t3">{rank ?? "–"}</td>
      <td>
        <span className="who">
          <Avatar name={name} me={rep.user?.id === userId} />
          {name}
        </span>
      </td>
      <td className="num">{count(rep.attempts)}</td>
      <td className="num m">{percent(rep.response_rate)}</td>
      <td className="num t3">
        {count(rep.responded_conversations)} of {count(rep.conversations)}
      </td>
      <td className="num">{hoursWords(rep.median_response_time_hours)}</td>
      <td className="num">{rep.collisions.prevented}</td>
      <td className="num">{rep.collisions.overridden}</td>
      <td className="num">{rep.collisions.escaped}</td>
    </tr>
  );
}

function isRanked(rep: Rep): boolean {
  return rep.attempts >= MINIMUM_BASE && rep.response_rate !== null;
}

function inOrder(reps: Rep[]): Rep[] {
  const byRate = (a: Rep, b: Rep) => (b.response_rate ?? 0) - (a.response_rate ?? 0) || b.attempts - a.attempts;
  return [...reps.filter(isRanked).toSorted(byRate), ...reps.filter((rep) => !isRanked(rep)).toSorted(byRate)];
}

function csvRow(rep: Rep) {
  const { attempts, conversations, responded_conversations, response_rate, median_response_time_hours, collisions } =
    rep;
  const name = rep.user?.name ?? "Nobody";
  const { prevented, overridden, escaped } = collisions;
  return [
    name,
    attempts,
    conversations,
    responded_conversations,
    response_rate,
    median_response_time_hours,
    prevented,
    overridden,
    escaped,
  ];
}
