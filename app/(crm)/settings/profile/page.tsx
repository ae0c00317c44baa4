import type { Metadata } from "next";
import { changePasswordAction, changeProfileAction } from "@/app/_actions/access";
import { requireCaller } from "@/app/_adapters/session";
import { ProfileForms } from "@/components/settings/profile-forms";
import { SettingsTabs } from "@/components/settings/settings-tabs";
import { TopBar } from "@/components/shell/top-bar";

export const metadata: Metadata = { title: "Profile" };

export default async function ProfilePage() {
  const { identity } = await requireCaller();
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
        />
      </div>
    </>
  );
}
