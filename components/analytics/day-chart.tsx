"use client";

import { CartesianGrid, Line, LineChart, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts";
import { dayWords, namerOf, shortDay } from "./day-words";
import { count } from "./figure-words";
import type { Stretch } from "./week-rules";

/** Touches solid, replies dashed; the same figures stand in the table beside it. */
export function DayChart({ days }: { days: Stretch[] }) {
  return (
    <div className="h-full min-h-72 p-3" aria-hidden="true">
      <ResponsiveContainer width="100%" height="100%">
        <LineChart data={days} margin={{ top: 8, right: 8, bottom: 0, left: 0 }} accessibilityLayer={false}>
          <CartesianGrid vertical={false} stroke="var(--chart-grid)" />
          <XAxis
            dataKey="date"
            tickFormatter={namerOf(days)}
            tick={TICK}
            tickLine={false}
            axisLine={false}
            minTickGap={48}
          />
          <YAxis
            width="auto"
            allowDecimals={false}
            tickFormatter={count}
            tick={TICK}
            tickLine={false}
            axisLine={false}
          />
          <Tooltip content={<DayCard />} cursor={{ stroke: "var(--line-field)", strokeDasharray: "2 2" }} />
          <Line dataKey="attempts" stroke="var(--chart-1)" strokeWidth={2} dot={false} isAnimationActive={false} />
          <Line
            dataKey="responses"
            stroke="var(--chart-2)"
            strokeWidth={1.5}
            strokeDasharray="4 3"
            dot={false}
            isAnimationActive={false}
          />
        </LineChart>
      </ResponsiveContainer>
    </div>
  );
}

const TICK = { fontSize: 11, fill: "var(--text-3)" };

type DayCardProps = { payload?: readonly { payload?: Stretch }[] };

function DayCard({ payload }: DayCardProps) {
  const day = payload?.[0]?.payload;
  if (!day) return null;
  return (
    <div className="note">
      <span className="m">
        {day.until === day.date ? dayWords(day.date) : `${shortDay(day.date)} to ${dayWords(day.until)}`}
      </span>
      <span>
        <b>{count(day.attempts)}</b> {day.attempts === 1 ? "touch" : "touches"}
      </span>
      <span>
        <b>{count(day.responses)}</b> {day.responses === 1 ? "reply" : "replies"}
      </span>
    </div>
  );
}
