import Link from "next/link";
import { count } from "@/components/analytics/figure-words";
import { peopleHref } from "./people-href";

type Props = { sequenceId: string; classes: Record<string, number> };

/** How the answers were read, each with whose they are. */
export function ReplyClasses({ sequenceId, classes }: Props) {
  const all = Object.entries(classes);
  if (all.length === 0) return null;
  return (
    <p className="t2">
      Replies:{" "}
      {all.map(([name, people], at) => (
        <span key={name}>
          {at > 0 ? ", " : ""}
          <Link className="u" href={peopleHref(sequenceId, { reply_class: name })} prefetch={false}>
            {count(people)} {name}
          </Link>
        </span>
      ))}
      .
    </p>
  );
}
