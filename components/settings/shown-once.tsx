"use client";

import { Check, Copy } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";

/** A key or a link that is nowhere else: to be copied now. */
export function ShownOnce({ label, value, hint }: { label: string; value: string; hint: string }) {
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(value);
    setCopied(true);
  };
  return (
    <Field label={label} hint={hint}>
      {(ids) => (
        <Input
          {...ids}
          readOnly
          value={value}
          onFocus={(event) => event.currentTarget.select()}
          end={
            <Button size="small" icon={copied ? Check : Copy} onClick={copy}>
              {copied ? "Copied" : "Copy"}
            </Button>
          }
        />
      )}
    </Field>
  );
}

/** The address of a path of ours as the person reading it would open it. */
export const fullAddress = (path: string) => new URL(path, window.location.origin).href;
