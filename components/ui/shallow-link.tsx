"use client";

import Link from "next/link";
import type { ComponentProps, MouseEvent } from "react";

export type ShallowLinkProps = Omit<ComponentProps<"a">, "href"> & {
  href: string;
  /** What a plain click does instead of going there; other clicks and a page without scripts follow the link. */
  onGo?: () => void;
};

export function ShallowLink({ href, onGo, ...rest }: ShallowLinkProps) {
  if (!onGo) return <Link href={href} scroll={false} {...rest} />;
  const onClick = (event: MouseEvent) => {
    if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    onGo();
  };
  return <a href={href} onClick={onClick} {...rest} />;
}
