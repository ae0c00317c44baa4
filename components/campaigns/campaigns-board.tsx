"use client";

import { Plus } from "lucide-react";
import Link from "next/link";
import { useState } from "react";
import { useAction } from "@/components/settings/use-action";
import { TopBar } from "@/components/shell/top-bar";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { DataTable, type TableColumn } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { PhoneLine } from "@/components/ui/phone-line";
import { reached } from "@/components/ui/reached";
import { showProblem, showToast } from "@/components/ui/toast";
import type { Campaign } from "@/lib/campaigns/schema";
import { CampaignDialog, type CampaignDoors, type CampaignOffer } from "./campaign-dialog";

type Props = {
  campaigns: Campaign[];
  doors: CampaignDoors | null;
  offer: CampaignOffer;
  /** all the days in which a campaign can have touched somebody, as an address says them */
  ever: string;
};

/** Campaigns with what became of each; whoever may changes them here. */
export function CampaignsBoard({ campaigns, doors, offer, ever }: Props) {
  const [open, setOpen] = useState<Campaign | "new" | null>(null);
  const reading = readingOf(ever);
  const columns = doors ? [...reading, ...changing(doors, setOpen)] : reading;
  return (
    <>
      <TopBar title="Campaigns">
        {doors ? (
          <Button variant="primary" icon={Plus} onClick={() => setOpen("new")}>
            New campaign
          </Button>
        ) : null}
      </TopBar>
      <div className="scroll">
        {campaigns.length > 0 ? (
          <DataTable label="Campaigns" rows={campaigns} rowKey={(one) => one.id} columns={columns} />
        ) : (
          <EmptyState title="No campaigns yet">
            A campaign says what outreach is for. Sequences, days and messages are counted to it, and every figure can
            be narrowed to one.
          </EmptyState>
        )}
      </div>
      {doors && open ? (
        <CampaignDialog campaign={open === "new" ? null : open} {...{ doors, offer }} close={() => setOpen(null)} />
      ) : null}
    </>
  );
}

const count = (value: number) => value.toLocaleString("en");

/** A count of a campaign that opens its rows. */
function Rows({ href, value }: { href: string; value: number }) {
  return (
    <Link href={href} prefetch={false}>
      {count(value)}
    </Link>
  );
}

const touches = (id: string, figure: string, ever: string) =>
  `/analytics/outreach/rows?figure=${figure}&campaign_id=${id}&${ever}`;

const readingOf = (ever: string): TableColumn<Campaign>[] => [
  {
    id: "name",
    header: "Campaign",
    className: "c-name",
    cell: (one) => (
      <>
        <span className="row g8">
          <Link
            className="m cut shrink-0 max-w-full"
            href={`/analytics/outreach?campaign_id=${one.id}`}
            prefetch={false}
          >
            {one.name}
          </Link>
          {one.archived ? <Badge>Put away</Badge> : null}
          {one.goal ? (
            <span className="t3 cut wide" title={one.goal}>
              {one.goal}
            </span>
          ) : null}
        </span>
        {one.goal ? <PhoneLine>{one.goal}</PhoneLine> : null}
        <PhoneLine>
          {count(one.attempts)} {one.attempts === 1 ? "touch" : "touches"}, {count(one.won)}{" "}
          {one.won === 1 ? "client" : "clients"}
        </PhoneLine>
      </>
    ),
  },
  { id: "source", header: "Source", className: "wide", width: "w-36", cell: (one) => one.source?.name ?? "–" },
  { id: "account", header: "Budget", className: "wide", width: "w-36", cell: (one) => one.account?.name ?? "–" },
  {
    id: "sequences",
    header: "Sequences",
    className: "num wide",
    width: "w-24",
    cell: (one) => <Rows href={`/sequences?campaign_id=${one.id}`} value={one.sequences} />,
  },
  {
    id: "attempts",
    header: "Touches",
    className: "num",
    width: "w-20",
    cell: (one) => <Rows href={touches(one.id, "attempts", ever)} value={one.attempts} />,
  },
  {
    id: "answered",
    header: "Answered",
    className: "num c-last t2",
    width: "w-36",
    cell: (one) =>
      one.leads === 0 ? (
        "Nobody yet"
      ) : (
        <>
          <Rows href={touches(one.id, "leads_marked", ever)} value={one.answered} /> of{" "}
          <Rows href={touches(one.id, "leads", ever)} value={one.leads} /> answered
        </>
      ),
  },
  {
    id: "won",
    header: "Clients",
    className: "num",
    width: "w-20",
    cell: (one) => (
      <Rows href={`/analytics/funnel/rows?figure=now&from_status=converted&campaign_id=${one.id}`} value={one.won} />
    ),
  },
];

const changing = (doors: CampaignDoors, open: (campaign: Campaign) => void): TableColumn<Campaign>[] => [
  {
    id: "change",
    header: "",
    headerLabel: "Actions",
    width: "w-44",
    className: "end c-owner",
    cell: (one) => (
      <span className="row g8 justify-end">
        <Button size="small" aria-label={`Change the campaign ${one.name}`} onClick={() => open(one)}>
          Change
        </Button>
        <PutAway campaign={one} doors={doors} />
      </span>
    ),
  },
];

function PutAway({ campaign: { id, name, archived }, doors }: { campaign: Campaign; doors: CampaignDoors }) {
  const { run, busy } = useAction(async (wish: { archived: boolean }) => {
    const result = await reached(doors.update({ campaign_id: id, ...wish }));
    if (result.ok) showToast({ message: wish.archived ? `${name} is put away` : `${name} is back` });
    else showProblem(result.problem.detail);
    return result;
  });
  return (
    <Button
      size="small"
      variant="ghost"
      busy={busy}
      aria-label={archived ? `Bring back ${name}` : `Put away ${name}`}
      onClick={() => run({ archived: !archived })}
    >
      {archived ? "Bring back" : "Put away"}
    </Button>
  );
}
