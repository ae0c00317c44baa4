"use client";

import { ThemeProvider as NextThemes } from "next-themes";
import type { ReactNode } from "react";

/** Sets `data-theme` before the first paint; its one inline script carries the request's nonce. */
export function ThemeProvider({ nonce, children }: { nonce?: string; children: ReactNode }) {
  return (
    <NextThemes
      attribute="data-theme"
      enableSystem
      disableTransitionOnChange
      nonce={nonce}
      storageKey="touchline.theme"
    >
      {children}
    </NextThemes>
  );
}
