"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Select } from "@/components/ui/select";
import type { Day } from "@/lib/daily-outreach/schema";
import type { Filling } from "./use-day";

type Named = { id: string; name: string };
type FillProps = {
  segments: Named[];
  templates: Named[];
  campaigns: Named[];
  /** what the day is for as it stands */
  campaign: Day["campaign"];
  fill: (what: Filling) => void;
};

/** Whom the day is filled up with, in which words, and what it is counted to. */
export function FillDay({ segments, templates, campaigns, campaign, fill }: FillProps) {
  const [segment, setSegment] = useState("");
  const [template, setTemplate] = useState("");
  const [counted, setCounted] = useState(campaign?.id ?? "");
  const known = campaign && !campaigns.some((one) => one.id === campaign.id) ? [campaign, ...campaigns] : campaigns;
  // What stands there is left as it is: a campaign that was put away takes nothing new, and the day keeps it.
  const campaignId = counted === (campaign?.id ?? "") ? undefined : counted || null;
  return (
    <>
      <Choice label="Segment" list={segments} value={segment} choose={setSegment} />
      <Choice label="Template" list={templates} value={template} choose={setTemplate} />
      <Choice label="Campaign" list={known} value={counted} choose={setCounted} />
      <Button onClick={() => fill({ segmentId: segment || null, templateId: template || null, campaignId })}>
        Fill the day
      </Button>
    </>
  );
}

type ChoiceProps = { label: string; list: Named[]; value: string; choose: (id: string) => void };

function Choice({ label, list, value, choose }: ChoiceProps) {
  if (list.length === 0) return null;
  return (
    <Select
      aria-label={label}
      frame="bar"
      className="wide"
      value={value}
      options={[
        { value: "", label: `No ${label.toLowerCase()}` },
        ...list.map((one) => ({ value: one.id, label: one.name })),
      ]}
      onChange={(event) => choose(event.target.value)}
    />
  );
}
