"use client";

import type { FormEvent } from "react";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose } from "@/components/ui/dialog";
import { errorAt, Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Note } from "@/components/ui/note";
import { Select } from "@/components/ui/select";
import { showToast } from "@/components/ui/toast";
import type { Member } from "@/lib/accounts/schema";
import type { ChangeMember } from "./member-menu";
import { SIGHT_OPTIONS, sightOf } from "./role-names";
import { type SettingsAction, useAction } from "./use-action";

type Props = { member: Member; teams: string[]; change: SettingsAction<ChangeMember>; onClose: () => void };

/** A member's team, and whose leads they see. */
export function MemberPlaceDialog({ member, teams, change, onClose }: Props) {
  const { run, busy, problem } = useAction(change, () => {
    showToast({ message: `${member.name}'s team and visibility are changed` });
    onClose();
  });
  const save = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const team = String(form.get("team")).trim() || null;
    run({ user_id: member.user_id, team, visibility: sightOf(String(form.get("visibility"))) });
  };
  const seesAll = member.role !== "rep";
  return (
    <Dialog open onOpenChange={onClose} title="Team and visibility" subtitle={member.name} width="s">
      <form onSubmit={save}>
        <div className="body">
          {problem && !problem.errors?.length ? <Note tone="bad">{problem.detail}</Note> : null}
          <Field label="Team" hint="A new name makes a new team." error={errorAt(problem?.errors, "team")}>
            {(ids) => (
              <Input
                {...ids}
                name="team"
                defaultValue={member.team ?? ""}
                list="teams"
                maxLength={80}
                autoComplete="off"
              />
            )}
          </Field>
          <datalist id="teams">
            {teams.map((team) => (
              <option key={team} value={team} />
            ))}
          </datalist>
          <Field label="Sees" hint={seesAll ? "Managers and admins see all leads whatever stands here." : HINT}>
            {(ids) => <Select {...ids} name="visibility" options={SIGHT_OPTIONS} defaultValue={member.visibility} />}
          </Field>
        </div>
        <footer>
          <span className="grow" />
          <DialogClose />
          <Button type="submit" variant="primary" busy={busy}>
            Save
          </Button>
        </footer>
      </form>
    </Dialog>
  );
}

const HINT = "Of other leads a rep learns that they are taken, since when and until when, and nothing else.";
