import { clsx } from "clsx";
import Link from "next/link";
import type { Change } from "./change-words";

export type FigureProps = {
  name: string;
  value: string;
  /** of how many */
  base?: string;
  /** where the rows are */
  href?: string;
  /** too few to compare */
  weak?: boolean;
  /** since the days before */
  change?: Change | null;
  /** which days those are, and what the figure was */
  before?: string;
};

/** Letters of a figure that a narrow column would break in the middle of a number. */
const LONG = 14;

/** One figure with its base and how it went; it leads to its rows. */
export function Figure({ name, value, base, href, weak = false, change = null, before }: FigureProps) {
  return (
    <div className="fig">
      <span className="k">{name}</span>
      <span className="worth">
        <span
          className={clsx("x", value.length > LONG && "long", weak && "t3")}
          title={weak ? "Too few to compare" : undefined}
        >
          {href ? (
            <Link href={href} prefetch={false}>
              {value}
            </Link>
          ) : (
            value
          )}
        </span>
        {change ? <Went change={change} before={before} /> : null}
      </span>
      <span className="base" title={base}>
        {base}
      </span>
    </div>
  );
}

function Went({ change, before }: { change: Change; before?: string }) {
  return (
    <span className="d" title={before}>
      <span aria-hidden="true">
        {change.arrow} {change.text}
      </span>
      <span className="sr-only">
        {change.said}
        {before ? `, ${before}` : ""}
      </span>
    </span>
  );
}
