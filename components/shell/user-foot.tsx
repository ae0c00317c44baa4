"use client";

import { Keyboard, LogOut, Monitor, Moon, Sun } from "lucide-react";
import { useTheme } from "next-themes";
import { useSyncExternalStore } from "react";
import { NotificationBell } from "@/components/notifications/notification-bell";
import { Avatar } from "@/components/ui/avatar";
import { Menu } from "@/components/ui/menu";

export type UserFootProps = {
  user: { name: string; role: string };
  signOut: () => void | Promise<void>;
  onKeys: () => void;
};

/** Who is signed in; theme, keys and the way out. */
export function UserFoot({ user, signOut, onKeys }: UserFootProps) {
  const { theme = "system", setTheme } = useTheme();
  const known = useSyncExternalStore(
    subscribeToNothing,
    () => true,
    () => false,
  );
  const chosen = (value: string) => known && theme === value;
  return (
    <div className="foot">
      <Avatar name={user.name} me />
      <Menu
        label="You and this device"
        button={{
          variant: "ghost",
          className: "cut grow justify-start!",
          children: <span className="cut">{user.name}</span>,
        }}
        items={[
          { id: "light", label: "Light theme", icon: Sun, checked: chosen("light"), run: () => setTheme("light") },
          { id: "dark", label: "Dark theme", icon: Moon, checked: chosen("dark"), run: () => setTheme("dark") },
          {
            id: "system",
            label: "Theme as the system",
            icon: Monitor,
            checked: chosen("system"),
            run: () => setTheme("system"),
          },
          { id: "keys", label: "Keyboard shortcuts", icon: Keyboard, keys: "?", run: onKeys },
          { id: "out", label: "Sign out", icon: LogOut, run: () => void signOut() },
        ]}
      />
      <NotificationBell />
    </div>
  );
}

const subscribeToNothing = () => () => {};
