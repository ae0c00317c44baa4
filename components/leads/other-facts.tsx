import type { Lead } from "@/lib/leads/schema";

/** So many letters of a value are shown; all of it is in an export. */
const MOST = 600;

/** What a file or a form told beside the lead's own fields, under its own names. */
export function OtherFacts({ lead: { metadata } }: { lead: Lead }) {
  const known = Object.entries(metadata).flatMap(([name, value]) => {
    const text = wordsOf(value);
    return text ? [{ name, text }] : [];
  });
  if (known.length === 0) return null;
  return (
    <section>
      <h2>Also known</h2>
      <dl className="facts kept">
        {known.map(({ name, text }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{text.length > MOST ? `${text.slice(0, MOST)} …` : text}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function wordsOf(value: unknown): string {
  if (value === null || value === undefined) return "";
  if (typeof value === "boolean") return value ? "Yes" : "No";
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
