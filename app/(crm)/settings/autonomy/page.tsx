import type { Metadata } from "next";
import { changeAutonomyAction, changeCeilingAction } from "@/app/_actions/autonomy";
import { requireContext } from "@/app/_adapters/session";
import { AutonomyForm } from "@/components/autonomy/autonomy-form";
import { LEVEL_NAMES, LEVEL_WORDS } from "@/components/autonomy/autonomy-words";
import { SettingsTabs } from "@/components/settings/settings-tabs";
import { TopBar } from "@/components/shell/top-bar";
import { getAutonomy } from "@/lib/autonomy/queries";
import { mayDo } from "@/lib/core/permissions";
import { read } from "@/lib/core/read";

export const metadata: Metadata = { title: "Autonomy" };

export default async function AutonomyPage() {
  const ctx = await requireContext();
  const { data } = await read(ctx, "suggestions:read", (tx) => getAutonomy(tx, ctx.actor.userId, ctx.now));
  const admin = mayDo(ctx.actor.role, ctx.actor.scopes, "settings:write");
  return (
    <>
      <TopBar title="Autonomy" note="how far suggestions go by themselves" />
      <SettingsTabs />
      <div className="scroll">
        <div className="grid max-w-5xl gap-4 p-4 lg:grid-cols-2">
          <AutonomyForm
            title="Your leads"
            says="What is suggested about leads that are yours."
            rows={data}
            whose="mine"
            mayChange
            change={changeAutonomyAction}
          />
          <AutonomyForm
            title="At most, for everybody"
            says={admin ? "Holds at once, whatever anybody chose." : "An admin changes this. You see what holds."}
            rows={data}
            whose="ceiling"
            mayChange={admin}
            change={changeCeilingAction}
          />
          <section className="panel form p-3 lg:col-span-2" aria-label="What the levels mean">
            <dl className="grid gap-1">
              {LEVEL_WORDS.map(([level, words]) => (
                <div key={level}>
                  <dt className="m inline">{LEVEL_NAMES[level]}:</dt> <dd className="t2 inline">{words}.</dd>
                </div>
              ))}
            </dl>
            <p className="hint">
              The do-not-contact list and the guard hold on every level. Without a press nothing passes even a warning.
            </p>
          </section>
        </div>
      </div>
    </>
  );
}
