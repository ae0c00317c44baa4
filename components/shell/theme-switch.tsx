"use client";

import { Monitor, Moon, Sun } from "lucide-react";
import { useTheme } from "next-themes";
import { useSyncExternalStore } from "react";
import { Segmented } from "@/components/ui/segmented";

const THEMES = [
  { value: "light", label: "Light", icon: Sun },
  { value: "dark", label: "Dark", icon: Moon },
  { value: "system", label: "As the system", icon: Monitor },
] as const;

/** Light, dark or as the system says. Drawn as "system" until the browser's own choice is known. */
export function ThemeSwitch() {
  const { theme = "system", setTheme } = useTheme();
  const known = useSyncExternalStore(
    subscribeToNothing,
    () => true,
    () => false,
  );
  return (
    <Segmented
      label="Theme"
      name="theme"
      value={known ? theme : "system"}
      onChange={setTheme}
      options={THEMES.map(({ value, label, icon: Icon }) => ({
        value,
        label,
        content: <Icon className="i s" aria-hidden="true" />,
      }))}
    />
  );
}

const subscribeToNothing = () => () => {};
