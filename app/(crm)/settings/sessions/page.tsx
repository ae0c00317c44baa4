import type { Metadata } from "next";
import { revokeSessionAction } from "@/app/_actions/access";
import { requireCaller } from "@/app/_adapters/session";
import { SessionsTable } from "@/components/settings/sessions-table";
import { SettingsTabs } from "@/components/settings/settings-tabs";
import { TopBar } from "@/components/shell/top-bar";
import { listSessions } from "@/lib/accounts/queries";
import { atLeast } from "@/lib/core/permissions";
import { read } from "@/lib/core/read";

export const metadata: Metadata = { title: "Sessions" };

export default async function SessionsPage() {
  const { context: ctx, identity } = await requireCaller();
  const userId = atLeast(ctx.actor.role, "admin") ? undefined : ctx.actor.userId;
  const sessions = await read(ctx, "sessions:write", (tx) => listSessions(tx, { now: ctx.now, userId }));
  return (
    <>
      <TopBar title="Sessions" note={`${sessions.length} signed in`} />
      <SettingsTabs />
      <div className="scroll">
        <SessionsTable sessions={sessions} currentId={identity.id} revoke={revokeSessionAction} />
      </div>
    </>
  );
}
