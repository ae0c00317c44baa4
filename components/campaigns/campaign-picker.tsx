"use client";

import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import type { CampaignChoice } from "./use-campaigns";

type Props = {
  value: string | null;
  choose: (id: string | null) => void;
  campaigns: readonly CampaignChoice[];
  /** what is counted to already, even when it was put away since */
  current?: CampaignChoice | null;
  className?: string;
};

/** What a message or a touch is counted to. Where there is no campaign, nothing is asked. */
export function CampaignPicker({ value, choose, campaigns, current = null, className }: Props) {
  const gone = current && !campaigns.some((one) => one.id === current.id) ? [current] : [];
  const all = [...gone, ...campaigns];
  if (all.length === 0) return null;
  return (
    <Field label="Campaign" className={className}>
      {(ids) => (
        <Select
          {...ids}
          name="campaign"
          value={value ?? ""}
          options={[{ value: "", label: "None" }, ...all.map(({ id, name }) => ({ value: id, label: name }))]}
          onChange={(event) => choose(event.target.value || null)}
        />
      )}
    </Field>
  );
}
