import { Ellipsis, Eye, KeyRound, UserCheck, UserX } from "lucide-react";
import { Menu } from "@/components/ui/menu";
import type { Member, Visibility } from "@/lib/accounts/schema";
import type { Role } from "@/lib/core/permissions";

export type ChangeMember = {
  user_id: string;
  role?: Role;
  active?: boolean;
  visibility?: Visibility;
  team?: string | null;
};

type MemberMenuProps = {
  member: Member;
  change: (wish: ChangeMember, words: string) => Promise<void>;
  reset: (member: Member) => Promise<void>;
  /** opens the team and what they see */
  place: (member: Member) => void;
};

export function MemberMenu({ member, change, reset, place }: MemberMenuProps) {
  const { user_id, name, active } = member;
  const standing = active
    ? {
        id: "deactivate",
        label: "Deactivate and sign out",
        icon: UserX,
        danger: true,
        run: () => void change({ user_id, active: false }, `${name} is deactivated and signed out everywhere`),
      }
    : {
        id: "reactivate",
        label: "Reactivate",
        icon: UserCheck,
        run: () => void change({ user_id, active: true }, `${name} may sign in again`),
      };
  const link = {
    id: "reset",
    label: "Link for a new password",
    icon: KeyRound,
    off: active ? null : "Deactivated members cannot sign in",
    run: () => void reset(member),
  };
  return (
    <Menu
      label={`Actions for ${name}`}
      button={{ variant: "ghost", icon: Ellipsis, iconOnly: true, children: `Actions for ${name}` }}
      items={[{ id: "place", label: "Team and visibility", icon: Eye, run: () => place(member) }, link, standing]}
    />
  );
}
