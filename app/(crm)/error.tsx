"use client";

import { ErrorState } from "@/components/ui/error-state";

/** Retry in place: the shell stays, so nothing else on the screen is lost. */
export default function CrmError({ reset }: { error: Error; reset: () => void }) {
  return (
    <ErrorState
      title="This page could not be loaded."
      safe="Nothing was changed. Try again in a moment."
      onRetry={reset}
    />
  );
}
