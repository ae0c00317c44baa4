import { useEffect, useEffectEvent } from "react";

/** Tells for how many seconds somebody was away from this page: in the phone's own program, or in another window. */
export function useTimeAway(on: boolean, onReturn: (seconds: number) => void): void {
  const returned = useEffectEvent(onReturn);
  useEffect(() => {
    if (!on) return;
    let leftAt: number | null = null;
    const leave = () => {
      leftAt ??= Date.now();
    };
    const come = () => {
      if (leftAt === null || document.visibilityState === "hidden") return;
      const seconds = Math.round((Date.now() - leftAt) / 1000);
      leftAt = null;
      returned(seconds);
    };
    const change = () => (document.visibilityState === "hidden" ? leave() : come());
    document.addEventListener("visibilitychange", change);
    window.addEventListener("blur", leave);
    window.addEventListener("focus", come);
    return () => {
      document.removeEventListener("visibilitychange", change);
      window.removeEventListener("blur", leave);
      window.removeEventListener("focus", come);
    };
  }, [on]);
}
