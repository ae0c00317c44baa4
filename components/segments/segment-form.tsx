"use client";

import dynamic from "next/dynamic";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { leadName } from "@/components/leads/lead-words";
import { StatusBars } from "@/components/leads/status-bars";
import { type SettingsAction, useAction } from "@/components/settings/use-action";
import { Button } from "@/components/ui/button";
import { DataTable, type TableColumn } from "@/components/ui/data-table";
import { errorAt, Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { KeptNote } from "@/components/ui/kept-note";
import { Note } from "@/components/ui/note";
import { Select } from "@/components/ui/select";
import { SkeletonRows } from "@/components/ui/skeleton";
import { showToast } from "@/components/ui/toast";
import type { Filter } from "@/lib/filters/schema";
import type { Lead } from "@/lib/leads/schema";
import { type Segment, VISIBILITIES, type Visibility } from "@/lib/segments/schema";
import { leadCountWords, VISIBILITY_WORDS } from "./segment-words";
import { workText } from "./segment-work";
import { usePreview } from "./use-preview";
import { useSegmentWork } from "./use-segment-work";
import type { BuilderContext } from "./value-field";

type Wish = { name: string; filter: Filter; visibility: Visibility; segment_id?: string; if_version?: number };
type SegmentFormProps = {
  segment: Segment | null;
  /** who edits it: what they keep is theirs */
  userId: string;
  context: BuilderContext;
  save: SettingsAction<Wish, Segment>;
};

const ConditionBuilder = dynamic(() => import("./condition-builder").then((one) => one.ConditionBuilder), {
  ssr: false,
  loading: () => <SkeletonRows rows={2} columns={3} />,
});
const VISIBILITY_OPTIONS = VISIBILITIES.map((value) => ({ value, label: VISIBILITY_WORDS[value] }));

/** Name, for whom, the conditions, and whom they find while they are edited. */
export function SegmentForm({ segment, userId, context, save }: SegmentFormProps) {
  const router = useRouter();
  const { work, built, kept, mayChange, change } = useSegmentWork(segment, userId);
  const { name, visibility, query } = work;
  const preview = usePreview(built);
  const [why, setWhy] = useState<Lead | null>(null);
  const store = async (wish: Wish) => {
    const answer = await save(wish);
    if (answer.ok) kept.settle(workText(work));
    return answer;
  };
  const { run, busy, problem } = useAction(store, (done) => {
    showToast({ message: `The segment ${done.name} is saved` });
    if (segment === null) router.push(`/segments/${done.id}`);
  });
  const keep = () => {
    if (!("filter" in built)) return;
    const which = segment ? { segment_id: segment.id, if_version: segment.version } : {};
    run({ ...which, name, visibility, filter: built.filter });
  };
  return (
    <form
      className="segment-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        keep();
      }}
    >
      <KeptNote found={kept.found} what="The segment" startOver={kept.startOver} />
      {problem && !errorAt(problem.errors, "name") ? <Note tone="bad">{problem.detail}</Note> : null}
      <Field label="Name" error={errorAt(problem?.errors, "name")}>
        {(ids) => (
          <Input
            {...ids}
            value={name}
            maxLength={100}
            autoComplete="off"
            onChange={(event) => change({ name: event.target.value })}
          />
        )}
      </Field>
      <Field label="Who sees it">
        {(ids) => (
          <Select
            {...ids}
            value={visibility}
            options={VISIBILITY_OPTIONS}
            onChange={(event) =>
              change({ visibility: VISIBILITIES.find((one) => one === event.target.value) ?? "private" })
            }
          />
        )}
      </Field>
      <fieldset className="field">
        <legend className="lab">Leads for whom</legend>
        <ConditionBuilder query={query} change={(next) => change({ query: next })} context={context} />
      </fieldset>
      <div className="row">
        <output className="m">
          {preview.state === "here"
            ? leadCountWords(preview.found)
            : preview.state === "refused"
              ? preview.why
              : "Counting"}
        </output>
        <span className="grow" />
        {mayChange ? (
          <Button type="submit" variant="primary" busy={busy} disabled={!("filter" in built)}>
            Save segment
          </Button>
        ) : null}
      </div>
      {preview.state === "here" && preview.found.data.length > 0 ? (
        <DataTable
          label="First leads"
          rows={preview.found.data}
          rowKey={(lead) => lead.id}
          columns={[...COLUMNS, whyColumn(setWhy)]}
        />
      ) : null}
      {why && "filter" in built ? (
        <WhyDialog lead={why} filter={built.filter} context={context} onClose={() => setWhy(null)} />
      ) : null}
    </form>
  );
}

const WhyDialog = dynamic(() => import("./why-dialog").then((one) => one.WhyDialog));

const whyColumn = (ask: (lead: Lead) => void): TableColumn<Lead> => ({
  id: "why",
  header: "",
  headerLabel: "Why",
  width: "w-20",
  className: "end c-dots",
  cell: (lead) => (
    <Button size="small" variant="ghost" aria-label={`Why ${leadName(lead)} is in`} onClick={() => ask(lead)}>
      Why
    </Button>
  ),
});

const COLUMNS: TableColumn<Lead>[] = [
  {
    id: "name",
    header: "Name",
    className: "c-name",
    cell: (lead) => (
      <Link className="name cut" href={`/leads/${lead.id}`} prefetch={false}>
        {leadName(lead)}
      </Link>
    ),
  },
  { id: "company", header: "Company", className: "c-co t2", cell: (lead) => lead.company?.name ?? "" },
  { id: "status", header: "Status", width: "w-32", cell: (lead) => <StatusBars status={lead.status} /> },
  { id: "owner", header: "Owner", className: "c-owner", width: "w-36", cell: (lead) => lead.owner?.name ?? "Nobody" },
];
