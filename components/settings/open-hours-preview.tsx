"use client";

import { useClock } from "@/components/ui/clock";
import { clockTime, moment } from "@/components/ui/time-format";
import { nextAllowed } from "@/lib/quiet-hours/rules";
import type { QuietHours } from "@/lib/quiet-hours/schema";

const PLACES = ["America/Los_Angeles", "America/New_York", "Europe/London", "Asia/Kolkata", "Asia/Tokyo"];

/** What the hours above mean for somebody who would be called right now, here and elsewhere. */
export function OpenHoursPreview({ hours, organizationZone }: { hours: QuietHours | null; organizationZone: string }) {
  const { now, zone: reader } = useClock();
  const places = [organizationZone, ...PLACES.filter((place) => place !== organizationZone)];
  if (!hours) return null;
  return (
    <section className="panel" aria-label="What that means now">
      <header>
        <h2>What that means now</h2>
      </header>
      <table className="tbl plain">
        <thead>
          <tr>
            <th scope="col">Somebody in</th>
            <th scope="col">Their time</th>
            <th scope="col">May be called</th>
            <th scope="col" className="wide">
              By your clock
            </th>
          </tr>
        </thead>
        <tbody>
          {places.map((place) => {
            const next = nextAllowed([place], hours, new Date(now));
            return (
              <tr key={place}>
                <td>{(place.split("/").at(-1) ?? place).replaceAll("_", " ")}</td>
                <td>{clockTime(new Date(now).toISOString(), place)}</td>
                <td>{openWords(next, now, place)}</td>
                <td className="wide t2">
                  {next && next.getTime() > now ? moment(next.toISOString(), now, reader) : ""}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}

function openWords(next: Date | null, now: number, place: string): string {
  if (!next) return "in no hour of the next two years";
  return next.getTime() === now ? "now" : `from ${moment(next.toISOString(), now, place)}`;
}
