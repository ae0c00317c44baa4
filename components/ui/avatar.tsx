import { clsx } from "clsx";
import { Eye, Pencil } from "lucide-react";

export type AvatarProps = { name: string; me?: boolean; large?: boolean; act?: "looking" | "writing" };

/** Initials of a person; with what they are doing right now. The name is said beside it, or by its title. */
export function Avatar({ name, me = false, large = false, act }: AvatarProps) {
  const Act = act === "writing" ? Pencil : Eye;
  return (
    <span className={clsx("av", me && "me", large && "l")} title={act ? `${name} is ${act}` : name}>
      <span aria-hidden="true">{initials(name)}</span>
      {act ? (
        <>
          <span className="sr">{`${name} is ${act}`}</span>
          <span className="act">
            <Act className="i" aria-hidden="true" />
          </span>
        </>
      ) : null}
    </span>
  );
}

export function initials(name: string): string {
  const words = name.trim().split(/\s+/);
  const first = words[0]?.[0] ?? "?";
  const last = words.length > 1 ? (words.at(-1)?.[0] ?? "") : "";
  return (first + last).toUpperCase();
}
