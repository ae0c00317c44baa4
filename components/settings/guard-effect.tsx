import type { SettingsEffect } from "@/lib/effects/schema";

type GuardEffectProps = { effect: SettingsEffect | null; busy: boolean; changes: number };

/** What the change would have done to the touches of the last days, against what the present rules do. */
export function GuardEffect({ effect, busy, changes }: GuardEffectProps) {
  return (
    <div role="status" aria-live="polite" className="guard-effect">
      {changes === 0 ? <span className="t3">Change a value to see what it would have done.</span> : null}
      {changes > 0 && busy && !effect ? <span className="t3">Counting the touches of the last month</span> : null}
      {effect ? (
        <>
          <p>
            <span className="m">{mainWords(effect)}</span> <span className="t2">{restWords(effect)}</span>
          </p>
          <p className="t3">
            Counted over {effect.capped ? "the newest " : ""}
            {touches(effect.touches)} that went out. Texts are not compared again.
          </p>
        </>
      ) : null}
    </div>
  );
}

function mainWords({ refused, days }: SettingsEffect): string {
  if (refused.changed === refused.now) return `Would have refused ${touches(refused.changed)} in ${days} days, as now.`;
  return `Would have refused ${touches(refused.changed)} in ${days} days.`;
}

function restWords({ refused, warned }: SettingsEffect): string {
  const now = refused.changed === refused.now ? "" : `The present rules refuse ${refused.now}. `;
  const change = warned.changed === warned.now ? ", as now" : `, now ${warned.now}`;
  return `${now}It warns of ${warned.changed} more${change}.`;
}

const touches = (count: number) => (count === 1 ? "1 touch" : `${count} touches`);
