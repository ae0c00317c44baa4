import type { Metadata } from "next";
import { changeGuardAction, previewGuardAction } from "@/app/_actions/settings";
import { requireContext } from "@/app/_adapters/session";
import { GuardForm } from "@/components/settings/guard-form";
import { GuardHistory } from "@/components/settings/guard-history";
import { SettingsTabs } from "@/components/settings/settings-tabs";
import { TopBar } from "@/components/shell/top-bar";
import { mayDo } from "@/lib/core/permissions";
import { read } from "@/lib/core/read";
import { getSettings } from "@/lib/settings/queries";

export const metadata: Metadata = { title: "Guard" };

export default async function GuardPage() {
  const ctx = await requireContext();
  const state = await read(ctx, "leads:read", getSettings);
  const mayChange = mayDo(ctx.actor.role, ctx.actor.scopes, "settings:write");
  return (
    <>
      <TopBar title="Guard" note="when colleagues may contact the same person" />
      <SettingsTabs />
      <div className="scroll">
        <GuardForm state={state} mayChange={mayChange} change={changeGuardAction} preview={previewGuardAction} />
        <div className="max-w-[1080px] px-4 pb-6">
          <GuardHistory history={state.history} />
        </div>
      </div>
    </>
  );
}
