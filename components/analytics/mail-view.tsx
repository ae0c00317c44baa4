"use client";

import { Mail } from "lucide-react";
import { useState } from "react";
import { type SettingsAction, useAction } from "@/components/settings/use-action";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { showToast } from "@/components/ui/toast";
import type { ViewMail } from "@/lib/view-mails/schema";
import { FREQUENCY_WORDS } from "./mail-words";

export type MailViewProps = {
  view: string;
  /** the filters of the page, as its address has them */
  query: string;
  save: SettingsAction<Record<string, unknown>, ViewMail>;
};

/** The page with its filters by mail, every day, week or month. */
export function MailView({ view, query, save }: MailViewProps) {
  const [open, setOpen] = useState(false);
  const [frequency, setFrequency] = useState("weekly");
  const action = useAction(save, (stored) => {
    showToast({ message: `You get this page by mail ${FREQUENCY_WORDS[stored.frequency].toLowerCase()}` });
    setOpen(false);
  });
  return (
    <>
      <Button variant="ghost" icon={Mail} onClick={() => setOpen(true)}>
        Mail me
      </Button>
      <Dialog open={open} onOpenChange={setOpen} title="This page by mail" width="s">
        <form
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            action.run({ view, query, frequency });
          }}
        >
          <div className="body">
            <p className="t2">
              The figures with these filters and their tables as files, of the days that have just gone by, at seven in
              the morning. Settings, Notifications lists what you get.
            </p>
            <Field label="How often" error={action.problem?.detail}>
              {(ids) => (
                <Select
                  {...ids}
                  value={frequency}
                  onChange={(event) => setFrequency(event.target.value)}
                  options={Object.entries(FREQUENCY_WORDS).map(([value, label]) => ({ value, label }))}
                />
              )}
            </Field>
          </div>
          <footer>
            <span className="grow" />
            <DialogClose />
            <Button type="submit" variant="primary" busy={action.busy}>
              Mail me this page
            </Button>
          </footer>
        </form>
      </Dialog>
    </>
  );
}
