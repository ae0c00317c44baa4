"use client";

import { Plus } from "lucide-react";
import { useState } from "react";
import type { SettingsAction } from "@/components/settings/use-action";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Note } from "@/components/ui/note";
import { showProblem, showToast } from "@/components/ui/toast";
import type { AssignmentRule } from "@/lib/assignment-rules/schema";
import { hoursWords, ruleWords } from "./assignment-words";
import { RuleDialog } from "./rule-dialog";

type AssignmentRulesProps = {
  rules: AssignmentRule[];
  people: { id: string; name: string }[];
  mayChange: boolean;
  save: SettingsAction<unknown>;
  archive: SettingsAction<string>;
};

/** The rules in the order they are asked: the first that fits and has somebody left gives the lead away. */
export function AssignmentRules({ rules, people, mayChange, save, archive }: AssignmentRulesProps) {
  const [open, setOpen] = useState<AssignmentRule | "new" | null>(null);
  const remove = async (rule: AssignmentRule) => {
    const answer = await archive(rule.id);
    if (answer.ok) showToast({ message: `“${rule.name}” gives out no more leads` });
    else showProblem(answer.problem.detail);
  };
  const add = mayChange ? (
    <Button icon={Plus} onClick={() => setOpen("new")}>
      Add rule
    </Button>
  ) : null;
  return (
    <div className="grid grid-cols-1 max-w-3xl gap-4 p-4">
      {mayChange ? null : <Note>Only an admin changes these rules.</Note>}
      {rules.length === 0 ? (
        <EmptyState title="No rule yet" actions={add}>
          A lead that arrives without an owner stays nobody's. A rule gives such leads to members in turn.
        </EmptyState>
      ) : (
        <div>{add}</div>
      )}
      {rules.map((rule) => (
        <section key={rule.id} className="panel" aria-label={rule.name}>
          <header>
            <h2>{rule.name}</h2>
            <span className="t2">{rule.active ? "In turn" : "Paused"}</span>
            <span className="grow" />
            {mayChange ? (
              <>
                <Button aria-label={`Change ${rule.name}`} onClick={() => setOpen(rule)}>
                  Change
                </Button>
                <Button variant="ghost" aria-label={`Remove ${rule.name}`} onClick={() => void remove(rule)}>
                  Remove
                </Button>
              </>
            ) : null}
          </header>
          <div className="grid gap-2 p-4">
            <p>{ruleWords(rule)}</p>
            {rule.hours ? <p className="t2">{hoursWords(rule.hours)}</p> : null}
            <ul className="people">
              {rule.members.map(({ user, daily_cap, assigned, active }) => (
                <li key={user.id}>
                  <span className="m">{user.name}</span>{" "}
                  <span className="t2">
                    {assigned} {assigned === 1 ? "lead" : "leads"} so far
                    {daily_cap ? `, ${daily_cap} a day at most` : ""}
                    {active ? "" : ", deactivated"}
                  </span>
                </li>
              ))}
            </ul>
          </div>
        </section>
      ))}
      {open ? (
        <RuleDialog rule={open === "new" ? null : open} people={people} save={save} onClose={() => setOpen(null)} />
      ) : null}
    </div>
  );
}
