"use client";

import { STATUS_NAMES } from "@/components/leads/status-words";
import { CHANNEL_NAMES } from "@/components/outreach/channel-words";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import type { AskedAction } from "@/lib/bulk-actions/schema";
import { VERDICT_CHANNELS } from "@/lib/guard/channel-rules";
import { LEAD_STATUSES } from "@/lib/leads/list-rules";
import { SegmentField } from "./segment-field";
import { TagsField } from "./tags-field";

type BulkFieldsProps = {
  action: AskedAction;
  people: readonly { id: string; name: string }[];
  errors: readonly { path: string; message: string }[];
};

/** What a change of many leads has to know, with what was wrong beside it. */
export function BulkFields({ action, people, errors }: BulkFieldsProps) {
  const wrong = (name: string) => errors.find((one) => one.path.startsWith(name))?.message ?? null;
  switch (action) {
    case "assign":
      return (
        <Field label="New owner" error={wrong("owner_id")}>
          {(ids) => <Select {...ids} name="owner_id" autoFocus options={[...people.map(toOption), NOBODY]} />}
        </Field>
      );
    case "add_tags":
    case "remove_tags":
      return <TagsField error={wrong("tags")} />;
    case "add_to_segment":
      return <SegmentField error={wrong("segment_id")} />;
    case "change_status":
      return (
        <>
          <Field label="Status" error={wrong("status")}>
            {(ids) => <Select {...ids} name="status" autoFocus options={STATUSES} />}
          </Field>
          <Field label="Reason" hint="Needed for leads that come back from an end">
            {(ids) => <Input {...ids} name="status_reason" autoComplete="off" maxLength={1000} />}
          </Field>
        </>
      );
    case "do_not_contact":
      return (
        <>
          <Field label="Reason" hint="Shown to everybody who is stopped" error={wrong("reason")}>
            {(ids) => <Input {...ids} name="reason" autoComplete="off" autoFocus maxLength={1000} />}
          </Field>
          <Field label="Channel" error={wrong("channel")}>
            {(ids) => <Select {...ids} name="channel" options={CHANNEL_OPTIONS} />}
          </Field>
        </>
      );
    case "enroll":
    case "delete":
      return null;
  }
}

const toOption = ({ id, name }: { id: string; name: string }) => ({ value: id, label: name });
const NOBODY = { value: "", label: "Nobody" };
const STATUSES = LEAD_STATUSES.filter((one) => one !== "converted").map((one) => ({
  value: one,
  label: STATUS_NAMES[one],
}));
const CHANNEL_OPTIONS = [
  { value: "", label: "Every channel" },
  ...VERDICT_CHANNELS.map((one) => ({ value: one, label: CHANNEL_NAMES[one] })),
];
