import { clsx } from "clsx";
import { Info, type LucideIcon, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";

export type NoteProps = {
  tone?: "plain" | "live" | "bad";
  icon?: LucideIcon;
  /** Part of the page, not an answer to what somebody did: it is read where it stands and not announced. */
  standing?: boolean;
  children: ReactNode;
  end?: ReactNode;
};

/** A line across the page. `live` and `plain` are announced politely, `bad` at once. */
export function Note({ tone = "plain", icon, standing = false, children, end }: NoteProps) {
  const Icon = icon ?? (tone === "bad" ? TriangleAlert : Info);
  const role = standing ? "note" : tone === "bad" ? "alert" : "status";
  return (
    <div className={clsx("note", tone !== "plain" && tone)} role={role}>
      <Icon className="i" aria-hidden="true" />
      <span className="cut">{children}</span>
      <span className="grow" />
      {end}
    </div>
  );
}
