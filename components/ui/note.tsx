import { clsx } from "clsx";
import { Info, type LucideIcon, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";

export type NoteProps = { tone?: "plain" | "live" | "bad"; icon?: LucideIcon; children: ReactNode; end?: ReactNode };

/** A line across the page. `live` and `plain` are announced politely, `bad` at once. */
export function Note({ tone = "plain", icon, children, end }: NoteProps) {
  const Icon = icon ?? (tone === "bad" ? TriangleAlert : Info);
  return (
    <div className={clsx("note", tone !== "plain" && tone)} role={tone === "bad" ? "alert" : "status"}>
      <Icon className="i" aria-hidden="true" />
      <span className="cut">{children}</span>
      <span className="grow" />
      {end}
    </div>
  );
}
