import { Checkbox } from "@/components/ui/checkbox";

// What a scope is about, where its own word is not the one on the pages.
const SUBJECTS: Record<string, string> = {
  "api-keys": "API keys",
  assignment: "Assignment rules",
  communications: "Touches and messages",
  dnc: "Do not contact",
  live: "Live updates",
  mail: "Mail that left",
  sending: "Sending",
};

/** The scopes that a key may be limited to, a line for each subject; checked ones are sent as `scopes`. */
export function ScopeList({ scopes }: { scopes: readonly string[] }) {
  return (
    <div className="mt-1 grid gap-1.5">
      {bySubject(scopes).map(([subject, verbs]) => (
        // biome-ignore lint/a11y/useSemanticElements: a fieldset in the fieldset would be announced as a form of its own
        <div
          key={subject}
          role="group"
          aria-label={nameOf(subject)}
          className="grid grid-cols-[10rem_1fr] gap-2 max-[720px]:grid-cols-[8rem_1fr]"
        >
          <span aria-hidden="true">{nameOf(subject)}</span>
          <span className="flex flex-wrap gap-x-4 gap-y-1">
            {verbs.map((verb) => (
              <Checkbox key={verb} name="scopes" value={`${subject}:${verb}`}>
                {verb}
              </Checkbox>
            ))}
          </span>
        </div>
      ))}
    </div>
  );
}

function bySubject(scopes: readonly string[]): [string, string[]][] {
  const subjects = new Map<string, string[]>();
  for (const scope of scopes) {
    const [subject = "", verb = ""] = scope.split(":");
    subjects.set(subject, [...(subjects.get(subject) ?? []), verb]);
  }
  return [...subjects].toSorted(([one], [other]) => nameOf(one).localeCompare(nameOf(other)));
}

const nameOf = (subject: string) => SUBJECTS[subject] ?? `${subject.slice(0, 1).toUpperCase()}${subject.slice(1)}`;
