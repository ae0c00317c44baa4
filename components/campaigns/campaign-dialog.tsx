"use client";

import { useState } from "react";
import { type SettingsAction, useAction } from "@/components/settings/use-action";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose } from "@/components/ui/dialog";
import { errorAt, Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { Textarea } from "@/components/ui/textarea";
import { showToast } from "@/components/ui/toast";
import type { Campaign } from "@/lib/campaigns/schema";

type Named = { id: string; name: string };
type Given = { name: string; goal: string | null; source_id: string | null; account_id?: string | null };
export type CampaignDoors = {
  create: SettingsAction<Given, Campaign>;
  update: SettingsAction<Partial<Given> & { campaign_id: string; archived?: boolean; if_version?: number }, Campaign>;
};
/** What a campaign can be tied to; accounts are null for who may not see them. */
export type CampaignOffer = { sources: Named[]; accounts: Named[] | null };
type Props = { campaign: Campaign | null; doors: CampaignDoors; offer: CampaignOffer; close: () => void };

/** A campaign to add or to change. */
export function CampaignDialog({ campaign, doors, offer, close }: Props) {
  const [name, setName] = useState(campaign?.name ?? "");
  const [goal, setGoal] = useState(campaign?.goal ?? "");
  const [source, setSource] = useState(campaign?.source?.id ?? "");
  const [account, setAccount] = useState(campaign?.account?.id ?? "");
  const action = useAction(
    (given: Given) =>
      campaign
        ? doors.update({ campaign_id: campaign.id, if_version: campaign.version, ...given })
        : doors.create(given),
    (done) => {
      showToast({ message: `The campaign ${done.name} is saved` });
      close();
    },
  );
  const errors = action.problem?.errors;
  return (
    <Dialog open onOpenChange={close} title={campaign ? "Change campaign" : "New campaign"} width="s">
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          const tied = offer.accounts ? { account_id: account || null } : {};
          action.run({ name, goal: goal.trim() || null, source_id: source || null, ...tied });
        }}
      >
        <div className="body">
          <Field label="Name" error={errorAt(errors, "name")}>
            {(ids) => <Input {...ids} value={name} maxLength={100} onChange={(event) => setName(event.target.value)} />}
          </Field>
          <Field label="Goal" error={errorAt(errors, "goal")} hint="Optional">
            {(ids) => (
              <Textarea
                {...ids}
                rows={3}
                value={goal}
                maxLength={1000}
                onChange={(event) => setGoal(event.target.value)}
              />
            )}
          </Field>
          <Field label="Source" error={errorAt(errors, "source_id")} hint="Its costs are the campaign's">
            {(ids) => (
              <Select
                {...ids}
                value={source}
                options={[{ value: "", label: "None" }, ...offer.sources.map(toOption)]}
                onChange={(event) => setSource(event.target.value)}
              />
            )}
          </Field>
          {offer.accounts ? (
            <Field label="Budget account" error={errorAt(errors, "account_id")}>
              {(ids) => (
                <Select
                  {...ids}
                  value={account}
                  options={[{ value: "", label: "None" }, ...(offer.accounts ?? []).map(toOption)]}
                  onChange={(event) => setAccount(event.target.value)}
                />
              )}
            </Field>
          ) : null}
          {action.problem && !errors?.length ? (
            <p className="hint bad" role="alert">
              {action.problem.detail}
            </p>
          ) : null}
        </div>
        <footer>
          <span className="grow" />
          <DialogClose />
          <Button type="submit" variant="primary" busy={action.busy}>
            Save
          </Button>
        </footer>
      </form>
    </Dialog>
  );
}

const toOption = ({ id, name }: Named) => ({ value: id, label: name });
