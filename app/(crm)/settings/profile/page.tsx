import type { Metadata } from "next";
import { changePasswordAction, changePrivacyAction, changeProfileAction } from "@/app/_actions/access";
import { requireCaller } from "@/app/_adapters/session";
import { PrivacyForm } from "@/components/settings/privacy-form";
import { ProfileForms } from "@/components/settings/profile-forms";
import { SettingsTabs } from "@/components/settings/settings-tabs";
import { TopBar } from "@/components/shell/top-bar";
import { read } from "@/lib/core/read";
import { getPrivacy } from "@/lib/organizations/queries";

export const metadata: Metadata = { title: "Profile" };

export default async function ProfilePage() {
  const { identity, context } = await requireCaller();
  const privacy = await read(context, "live:read", (tx) => getPrivacy(tx, identity.user_id));
  return (
    <>
      <TopBar title="Profile" />
      <SettingsTabs />
      <div className="scroll">
        <ProfileForms
          name={identity.name}
          email={identity.email}
          changeName={changeProfileAction}
          changePassword={changePasswordAction}
        >
          <PrivacyForm privacy={privacy} change={changePrivacyAction} />
        </ProfileForms>
      </div>
    </>
  );
}
