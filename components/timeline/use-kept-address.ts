import { useEffect, useEffectEvent } from "react";

const looks = [400, 1500];

/**
 * Next.js puts the address it knew back when news are drawn in the very moment that a filter changes: what is shown stays right, the
 * address does not. So it is looked at again a little later, and `write` is called when a part of it is not there.
 */
export function useKeptAddress(parts: Readonly<Record<string, string | null>>, write: () => void): void {
  const look = useEffectEvent(() => {
    const address = new URLSearchParams(window.location.search);
    if (Object.entries(parts).some(([key, value]) => (address.get(key) ?? "") !== (value ?? ""))) write();
  });
  const wanted = JSON.stringify(parts);
  // biome-ignore lint/correctness/useExhaustiveDependencies: after each change
  useEffect(() => {
    const timers = looks.map((ms) => setTimeout(() => look(), ms));
    return () => timers.forEach(clearTimeout);
  }, [wanted]);
}
