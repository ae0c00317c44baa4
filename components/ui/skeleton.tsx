import { clsx } from "clsx";

const WIDTHS = { xs: "w-8", s: "w-14", m: "w-20", l: "w-32", xl: "w-60", full: "w-full" } as const;

/** One grey line of the final shape. Wrap a page of them in `SkeletonPart`, which waits 150 ms. */
export function Skeleton({ width = "m", round = false }: { width?: keyof typeof WIDTHS; round?: boolean }) {
  return <span className={clsx("sk", round ? "r size-6" : WIDTHS[width])} aria-hidden="true" />;
}

export function SkeletonPart({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <div className="late" role="status" aria-busy="true">
      <span className="sr">{label}</span>
      {children}
    </div>
  );
}

/** Rows of a list that is on its way, in the width pattern of names, companies and states. */
export function SkeletonRows({ rows = 8, columns = 5 }: { rows?: number; columns?: number }) {
  const widths = ["l", "l", "m", "s", "m", "s", "l"] as const;
  return (
    <SkeletonPart label="Loading rows">
      <table className="tbl plain" aria-hidden="true">
        <tbody>
          {Array.from({ length: rows }, (_, row) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the rows are all the same and never move
            <tr key={row}>
              {Array.from({ length: columns }, (_, column) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: as above
                <td key={column}>
                  <Skeleton width={widths[(row + column) % widths.length]} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </SkeletonPart>
  );
}
