"use client";

import { type FormEvent, useState } from "react";
import { type SettingsAction, useAction } from "@/components/settings/use-action";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Dialog, DialogClose } from "@/components/ui/dialog";
import { errorAt, FieldError } from "@/components/ui/field";
import { Note } from "@/components/ui/note";
import type { Mailbox, UpdateMailboxInput } from "@/lib/mailboxes/schema";
import { TextField } from "./server-fields";

type LimitsDialogProps = { mailbox: Mailbox; update: SettingsAction<UpdateMailboxInput> };

const DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/** How much leaves by a mailbox, and when. Empty is no limit, no day chosen is at any hour. */
export function LimitsDialog({ mailbox, update }: LimitsDialogProps) {
  const [open, setOpen] = useState(false);
  const { run, busy, problem, forget } = useAction(update, () => setOpen(false));
  const { hour_limit: hour, day_limit: day, send_hours: hours } = mailbox;
  const errors = problem?.errors;
  const daysError = errorAt(errors, "send_hours.days");
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    run({ mailbox_id: mailbox.id, ...limitsOf(new FormData(event.currentTarget)) });
  };
  return (
    <>
      <Button
        onClick={() => {
          forget();
          setOpen(true);
        }}
      >
        Limits
      </Button>
      <Dialog open={open} onOpenChange={setOpen} title={`Limits of ${mailbox.address}`}>
        <form noValidate onSubmit={submit}>
          <div className="body form">
            {problem && !errors?.length ? <Note tone="bad">{problem.detail}</Note> : null}
            <TextField name="hour_limit" label="Most in an hour" value={text(hour)} errors={errors} optional />
            <TextField name="day_limit" label="Most in a day" value={text(day)} errors={errors} optional />
            <fieldset className="form">
              <legend className="m">Days on which it sends</legend>
              <p className="hint">None chosen: at any hour. What comes due outside waits.</p>
              <div className="row flex-wrap">
                {DAYS.map((name, nth) => (
                  <Checkbox key={name} name="day" value={nth + 1} defaultChecked={hours?.days.includes(nth + 1)}>
                    {name}
                  </Checkbox>
                ))}
              </div>
              {daysError ? <FieldError>{daysError}</FieldError> : null}
              <TextField
                name="send_hours.from"
                label="From"
                type="time"
                value={hours?.from ?? "09:00"}
                errors={errors}
              />
              <TextField
                name="send_hours.until"
                label="Until"
                type="time"
                value={hours?.until ?? "17:00"}
                errors={errors}
              />
            </fieldset>
          </div>
          <footer>
            <span className="grow" />
            <DialogClose />
            <Button type="submit" variant="primary" busy={busy}>
              Save limits
            </Button>
          </footer>
        </form>
      </Dialog>
    </>
  );
}

const text = (value: number | null) => (value === null ? "" : String(value));

function limitsOf(form: FormData): Omit<UpdateMailboxInput, "mailbox_id"> {
  const given = (name: string) => String(form.get(name) ?? "").trim();
  const number = (name: string) => (given(name) ? Number(given(name)) : null);
  const days = form.getAll("day").map(Number);
  return {
    hour_limit: number("hour_limit"),
    day_limit: number("day_limit"),
    send_hours: days.length === 0 ? null : { days, from: given("send_hours.from"), until: given("send_hours.until") },
  };
}
