import type { Metadata } from "next";
import { changePostalAddressAction, changeSignatureAction } from "@/app/_actions/writing";
import { requireContext } from "@/app/_adapters/session";
import { SettingsTabs } from "@/components/settings/settings-tabs";
import { TextSetting } from "@/components/settings/text-setting";
import { TopBar } from "@/components/shell/top-bar";
import { mayDo } from "@/lib/core/permissions";
import { read } from "@/lib/core/read";
import { findSignature } from "@/lib/signatures/queries";
import { findPostalAddress } from "@/lib/unsubscribes/queries";

export const metadata: Metadata = { title: "Writing" };

export default async function WritingPage() {
  const ctx = await requireContext();
  const [signature, postal] = await read(ctx, "templates:read", (tx) =>
    Promise.all([findSignature(tx, ctx.actor.userId), findPostalAddress(tx)]),
  );
  return (
    <>
      <TopBar title="Writing" note="what stands under your emails" />
      <SettingsTabs />
      <div className="scroll">
        <div className="grid grid-cols-1 max-w-3xl gap-4 p-4">
          <TextSetting
            title="Your signature"
            label="Signature"
            name="signature"
            value={signature}
            change={changeSignatureAction}
          >
            It stands under every email that you write here, after two dashes.
          </TextSetting>
          <TextSetting
            title="Postal address"
            label="Address of the organization"
            name="postal_address"
            value={postal}
            change={changePostalAddressAction}
            refusal={mayDo(ctx.actor.role, ctx.actor.scopes, "settings:write") ? null : "Only an admin changes this."}
          >
            It stands under automatic emails with the link to unsubscribe. Without it no automatic email goes out.
          </TextSetting>
        </div>
      </div>
    </>
  );
}
