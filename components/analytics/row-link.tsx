import Link from "next/link";
import { count } from "./figure-words";

/** A count in a table that opens its rows. */
export function RowLink({ value, href }: { value: number; href: string | undefined }) {
  return href ? (
    <Link href={href} prefetch={false}>
      {count(value)}
    </Link>
  ) : (
    count(value)
  );
}
