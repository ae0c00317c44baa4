"use client";

import { Check, Copy, Pause, Plus, RefreshCw, TriangleAlert } from "lucide-react";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Note } from "@/components/ui/note";
import { RelativeTime } from "@/components/ui/relative-time";
import type { DryRun, PastedLine } from "@/lib/dnc-imports/schema";
import type { KIND_NAMES } from "./dnc-words";

/** What a paste would come to: four counts, the lines, and what it stops. */
export function DncDryRun({ run, running, onAgain }: { run: DryRun | null; running: boolean; onAgain: () => void }) {
  return (
    <section className="dryrun" aria-label="Dry run" aria-busy={running}>
      <div className="row">
        <h3>Dry run</h3>
        <span className="t3 cut" role="status">
          {running
            ? "Checking"
            : run
              ? `nothing is stored yet, checked ${lineCount(run.lines)}`
              : "Paste lines to see what they come to"}
        </span>
        <span className="grow" />
        {run ? (
          <Button variant="ghost" size="small" icon={RefreshCw} onClick={onAgain}>
            Run again
          </Button>
        ) : null}
      </div>
      {run ? <Counts run={run} /> : null}
      {run && run.shown.length > 0 ? <Lines run={run} /> : null}
      {run && run.cancels.messages > 0 ? (
        <Note icon={Pause}>
          Saving stops{" "}
          <span className="m">
            {run.cancels.messages.toLocaleString("en")} queued {run.cancels.messages === 1 ? "message" : "messages"}
          </span>{" "}
          at once.
        </Note>
      ) : null}
    </section>
  );
}

const lineCount = (lines: number) => `${lines.toLocaleString("en")} ${lines === 1 ? "line" : "lines"}`;

function Counts({ run }: { run: DryRun }) {
  const { counts } = run;
  const twice =
    counts.duplicate > 0 ? `already listed, ${counts.duplicate.toLocaleString("en")} twice` : "already listed";
  const cells = [
    [counts.new + counts.wider, "new entries"],
    [counts.present + counts.duplicate, twice],
    [counts.unreadable, "not readable"],
    [run.leads, run.leads === 1 ? "lead affected" : "leads affected"],
  ] as const;
  return (
    <dl className="coll panel">
      {cells.map(([count, words]) => (
        <div key={words}>
          <dd>
            <b>{count.toLocaleString("en")}</b>
          </dd>
          <dt className="sm t2">{words}</dt>
        </div>
      ))}
    </dl>
  );
}

function Lines({ run }: { run: DryRun }) {
  const total = Object.values(run.counts).reduce((sum, count) => sum + count, 0);
  const more = total - run.shown.length;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a part that scrolls must be reached by keyboard
    <section className="panel lines" tabIndex={0} aria-label="Lines of the paste">
      <table className="tbl plain">
        <colgroup>
          <col className="w-14" />
          <col />
          <col className="w-32" />
          <col className="w-48" />
        </colgroup>
        <thead>
          <tr>
            <th className="num">Line</th>
            <th>Entry</th>
            <th>Result</th>
            <th>What it touches</th>
          </tr>
        </thead>
        <tbody>
          {run.shown.map((line) => (
            <tr key={`${line.line} ${line.value ?? line.given}`}>
              <td className="num t3">{line.line}</td>
              <td title={line.given}>{line.value ?? line.given}</td>
              <td>
                <Result line={line} />
              </td>
              <td className="t2" title={line.reason ?? undefined}>
                <Touches line={line} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {more > 0 ? <p className="hint">and {more.toLocaleString("en")} more lines like these</p> : null}
    </section>
  );
}

function Result({ line }: { line: PastedLine }) {
  if (line.result === "unreadable")
    return (
      <Badge tone="taken" icon={TriangleAlert}>
        Not readable
      </Badge>
    );
  if (line.result === "present") return <Badge icon={Check}>Already listed</Badge>;
  if (line.result === "duplicate") return <Badge icon={Copy}>Twice here</Badge>;
  return (
    <Badge tone="accent" icon={Plus}>
      {line.result === "wider" ? "Wider" : `New ${line.kind ? SHORT_KINDS[line.kind] : "entry"}`}
    </Badge>
  );
}

const SHORT_KINDS: Record<Exclude<keyof typeof KIND_NAMES, "person">, string> = {
  email: "email",
  domain: "domain",
  phone: "number",
  linkedin: "profile",
};

function Touches({ line }: { line: PastedLine }) {
  if (line.reason) return line.reason;
  if (line.result === "present" && line.since)
    return (
      <>
        since <RelativeTime at={line.since} focusable={false} />
      </>
    );
  if (line.result === "wider") return "one channel becomes all";
  if (line.leads === 0) return <span className="t3">nobody here</span>;
  return `${line.leads.toLocaleString("en")} ${line.leads === 1 ? "lead" : "leads"}`;
}
