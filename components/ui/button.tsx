import { clsx } from "clsx";
import type { LucideIcon } from "lucide-react";
import Link from "next/link";
import type { ComponentProps, ReactNode } from "react";
import { Kbd } from "./kbd";

type Look = {
  variant?: "default" | "primary" | "ghost" | "danger";
  size?: "control" | "form" | "tall" | "small";
  icon?: LucideIcon;
  /** Icon only: the text becomes the accessible name and the title. */
  iconOnly?: boolean;
  /** A shortcut such as "L" or "mod+enter", drawn at the right and announced. */
  keys?: string;
};

export type ButtonProps = Look & ComponentProps<"button"> & { busy?: boolean };

export function Button({ variant, size, icon, iconOnly, keys, busy, className, children, ...rest }: ButtonProps) {
  const name = iconOnly && typeof children === "string" ? { "aria-label": children, title: children } : {};
  return (
    <button
      type="button"
      aria-keyshortcuts={keys ? ariaKeys(keys) : undefined}
      aria-busy={busy || undefined}
      className={clsx(look({ variant, size, iconOnly }), className)}
      {...name}
      {...rest}
    >
      <Inside icon={icon} iconOnly={iconOnly} keys={keys} small={size === "small"}>
        {children}
      </Inside>
    </button>
  );
}

export type ButtonLinkProps = Look & ComponentProps<typeof Link>;

/** A link that looks like a button: it goes somewhere, so it opens in a new tab with the usual keys. */
export function ButtonLink({ variant, size, icon, iconOnly, keys, className, children, ...rest }: ButtonLinkProps) {
  const name = iconOnly && typeof children === "string" ? { "aria-label": children, title: children } : {};
  return (
    <Link
      aria-keyshortcuts={keys ? ariaKeys(keys) : undefined}
      className={clsx(look({ variant, size, iconOnly }), className)}
      {...name}
      {...rest}
    >
      <Inside icon={icon} iconOnly={iconOnly} keys={keys}>
        {children}
      </Inside>
    </Link>
  );
}

function Inside({ icon: Icon, iconOnly, keys, small, children }: Look & { small?: boolean; children?: ReactNode }) {
  return (
    <>
      {Icon ? <Icon className={clsx("i", !iconOnly && "s", small && "xs")} aria-hidden="true" /> : null}
      {iconOnly ? null : children}
      {keys ? <Kbd keys={keys} /> : null}
    </>
  );
}

function look({ variant, size, iconOnly }: Look): string {
  return clsx("btn", variant !== "default" && variant, iconOnly && "icon", size && SIZES[size]);
}

const SIZES = { control: "", form: "lg", tall: "tall", small: "sm-h" } as const;

function ariaKeys(keys: string): string {
  return keys.replace(/mod/i, "Meta").replace(/enter/i, "Enter");
}
