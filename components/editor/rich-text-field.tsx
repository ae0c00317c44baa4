"use client";

import dynamic from "next/dynamic";
import type { ReactNode } from "react";
import { FieldError } from "@/components/ui/field";
import { SkeletonRows } from "@/components/ui/skeleton";
import type { RichTextProps } from "./rich-text";

// Half of what a page weighs, so it comes when somebody formats a text.
const RichText = dynamic(() => import("./rich-text").then((one) => one.RichText), {
  ssr: false,
  loading: () => <SkeletonRows rows={3} columns={1} />,
});

type Props = RichTextProps & { error?: string | null; aside?: ReactNode };

export function RichTextField({ error, aside, ...rest }: Props) {
  return (
    <div className="field">
      <div className="lab-row">
        <span className="lab" aria-hidden="true">
          {rest.label}
        </span>
        {aside ? <span className="end hint">{aside}</span> : null}
      </div>
      <RichText {...rest} invalid={Boolean(error)} />
      {error ? <FieldError>{error}</FieldError> : null}
    </div>
  );
}
