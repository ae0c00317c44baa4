"use client";

import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Note } from "@/components/ui/note";
import { Select } from "@/components/ui/select";
import type { SettingsState } from "@/lib/settings/schema";
import { groupKey, windowKey } from "@/lib/settings/schema";
import { GuardEffect } from "./guard-effect";
import { channelName, GROUPS, type SettingField, windowUnit } from "./setting-words";
import { type ChangeGuard, type GuardDraft, type PreviewGuard, useGuardForm } from "./use-guard-form";

export type GuardFormProps = { state: SettingsState; mayChange: boolean; change: ChangeGuard; preview: PreviewGuard };

/** Every rule of the guard that an organization may turn, and what turning it would have done. */
export function GuardForm({ state, mayChange, change, preview }: GuardFormProps) {
  const form = useGuardForm(state, change, preview);
  const stale = form.problem && !form.problem.errors?.length;
  return (
    <form
      className="guard-settings"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        form.save();
      }}
    >
      {stale ? <Note tone="bad">{form.problem?.detail}</Note> : null}
      {mayChange ? null : <Note>An admin changes these. You see what holds.</Note>}
      <fieldset disabled={!mayChange} className="grid gap-4">
        <Windows state={state} form={form} />
        <div className="grid gap-4 lg:grid-cols-2">
          {GROUPS.map((group) => (
            <section key={group.title} className="panel" aria-label={group.title}>
              <header>
                <h2>{group.title}</h2>
              </header>
              <div className="form p-4">
                <p className="t2">{group.says}</p>
                <div className="grid gap-3 sm:grid-cols-2">
                  {group.fields.map((field) => (
                    <SettingInput key={field.key} field={field} form={form} />
                  ))}
                </div>
              </div>
            </section>
          ))}
        </div>
      </fieldset>
      {mayChange ? (
        <footer className="guard-save">
          <GuardEffect effect={form.effect} busy={form.counting} changes={form.changes} />
          <span className="grow" />
          <Button variant="ghost" onClick={form.discard} disabled={form.changes === 0}>
            Discard
          </Button>
          <Button
            type="submit"
            variant="primary"
            size="form"
            busy={form.busy}
            disabled={form.changes === 0 || form.faulty}
          >
            {form.changes > 1 ? `Save ${form.changes} changes` : "Save change"}
          </Button>
        </footer>
      ) : null}
    </form>
  );
}

type PartProps = { form: GuardDraft };

function Windows({ state, form }: PartProps & { state: SettingsState }) {
  return (
    <section className="panel" aria-label="Windows by channel">
      <header>
        <h2>Windows by channel</h2>
      </header>
      <div className="form p-4">
        <p className="t2">
          While a slot is taken nobody contacts this person on the channel but a manager with a reason. After that,
          until the warning ends, anybody may with a reason. 0 switches a window off. Channels that share a slot stand
          in each other's way.
        </p>
        <table className="guard-windows">
          <thead>
            <tr>
              <th scope="col">Channel</th>
              <th scope="col">Slot is taken for</th>
              <th scope="col">Warns for</th>
              <th scope="col">Shares its slot with</th>
            </tr>
          </thead>
          <tbody>
            {state.windows.map(({ code }) => (
              <tr key={code}>
                <th scope="row">{channelName(code)}</th>
                {(["hard", "soft"] as const).map((kind) => (
                  <td key={kind}>
                    <WindowInput channel={code} kind={kind} form={form} />
                  </td>
                ))}
                <td className="group">
                  <GroupSelect channel={code} channels={state.windows.map((one) => one.code)} form={form} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function GroupSelect({ channel, channels, form }: PartProps & { channel: string; channels: string[] }) {
  const key = groupKey(channel);
  const error = form.errorAt(key);
  const others = channels.filter((one) => one !== channel).map((one) => ({ value: one, label: channelName(one) }));
  return (
    <>
      <Select
        aria-label={`${channelName(channel)}: shares its slot with`}
        aria-invalid={error ? true : undefined}
        aria-describedby={error ? `${key}-error` : undefined}
        options={[{ value: channel, label: "No other" }, ...others]}
        value={form.chosen(key)}
        onChange={(event) => form.choose(key, event.target.value)}
      />
      {error ? (
        <p className="hint bad" id={`${key}-error`}>
          {error}
        </p>
      ) : null}
    </>
  );
}

function WindowInput({ channel, kind, form }: PartProps & { channel: string; kind: "hard" | "soft" }) {
  const key = windowKey(channel, kind);
  const unit = windowUnit(kind);
  const error = form.errorAt(key);
  return (
    <>
      <Input
        aria-label={`${channelName(channel)}: ${kind === "hard" ? "slot is taken for, in hours" : "warns for, in days"}`}
        aria-invalid={error ? true : undefined}
        aria-describedby={error ? `${key}-error` : undefined}
        inputMode="decimal"
        autoComplete="off"
        value={form.typed(key, unit)}
        onChange={(event) => form.type(key, unit, event.target.value)}
        end={<span className="hint">{unit.name}</span>}
      />
      {error ? (
        <p className="hint bad" id={`${key}-error`}>
          {error}
        </p>
      ) : null}
    </>
  );
}

function SettingInput({ field, form }: PartProps & { field: SettingField }) {
  const { key, label, hint, unit } = field;
  if (!unit) {
    return (
      <Checkbox checked={form.isOn(key)} onChange={(event) => form.turn(key, event.target.checked)}>
        {label}
      </Checkbox>
    );
  }
  return (
    <Field label={label} hint={hint} error={form.errorAt(key)}>
      {(ids) => (
        <Input
          {...ids}
          inputMode="decimal"
          autoComplete="off"
          value={form.typed(key, unit)}
          onChange={(event) => form.type(key, unit, event.target.value)}
          end={<span className="hint">{unit.name}</span>}
        />
      )}
    </Field>
  );
}
