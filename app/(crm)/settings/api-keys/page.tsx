import type { Metadata } from "next";
import { createApiKeyAction, revokeApiKeyAction } from "@/app/_actions/access";
import { requireContext } from "@/app/_adapters/session";
import { ApiKeysTable } from "@/components/settings/api-keys-table";
import { CreateKeyDialog } from "@/components/settings/create-key-dialog";
import { SettingsTabs } from "@/components/settings/settings-tabs";
import { TopBar } from "@/components/shell/top-bar";
import { EmptyState } from "@/components/ui/empty-state";
import { listApiKeys } from "@/lib/accounts/queries";
import { atLeast, listPermissions } from "@/lib/core/permissions";
import { read } from "@/lib/core/read";

export const metadata: Metadata = { title: "API keys" };

export default async function ApiKeysPage() {
  const ctx = await requireContext();
  const { role, scopes, userId } = ctx.actor;
  const own = atLeast(role, "admin") ? {} : { userId };
  const keys = await read(ctx, "api-keys:write", (tx) => listApiKeys(tx, own));
  return (
    <>
      <TopBar title="API keys">
        <CreateKeyDialog create={createApiKeyAction} scopes={listPermissions(role, scopes)} />
      </TopBar>
      <SettingsTabs />
      <div className="scroll">
        {keys.length > 0 ? (
          <ApiKeysTable keys={keys} revoke={revokeApiKeyAction} />
        ) : (
          <EmptyState title="No API key yet">
            A program that has one acts as you, within the limits you give it.
          </EmptyState>
        )}
      </div>
    </>
  );
}
