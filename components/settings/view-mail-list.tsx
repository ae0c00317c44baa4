"use client";

import Link from "next/link";
import { useState } from "react";
import { FREQUENCY_WORDS } from "@/components/analytics/mail-words";
import { Button } from "@/components/ui/button";
import { showProblem, showToast } from "@/components/ui/toast";
import type { ViewMail } from "@/lib/view-mails/schema";
import type { SettingsAction } from "./use-action";

type Named = ViewMail & { title: string };
type ViewMailListProps = { mails: Named[]; remove: SettingsAction<{ id: string }> };

/** The pages of figures that one gets by mail. */
export function ViewMailList({ mails: given, remove }: ViewMailListProps) {
  const [mails, setMails] = useState(given);
  const stop = async ({ id, title }: Named) => {
    const result = await remove({ id });
    if (!result.ok) return showProblem(result.problem.detail);
    setMails((now) => now.filter((one) => one.id !== id));
    showToast({ message: `No more mail about ${title}` });
  };
  return (
    <section className="switches" aria-label="Pages by mail">
      <h2 className="m">Pages by mail</h2>
      {mails.length === 0 ? <p className="hint">None. A page of figures has a button for it: Mail me.</p> : null}
      <ul>
        {mails.map((one) => (
          <li key={one.id} className="row g12">
            <Link className="u" href={`/analytics/${one.view}${one.query ? `?${one.query}` : ""}`} prefetch={false}>
              {one.title}
            </Link>
            <span className="t3">
              {FREQUENCY_WORDS[one.frequency]}
              {one.query ? ", with filters" : ""}
            </span>
            <Button variant="ghost" aria-label={`Stop mail about ${one.title}`} onClick={() => void stop(one)}>
              Stop
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
