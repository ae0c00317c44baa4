import { RelativeTime } from "@/components/ui/relative-time";
import type { SettingChange } from "@/lib/settings/schema";
import { settingName, settingWords } from "./setting-words";

/** Who changed what, when, from and to; the newest first. */
export function GuardHistory({ history }: { history: SettingChange[] }) {
  return (
    <section className="panel" aria-label="History">
      <header>
        <h2>History</h2>
      </header>
      {history.length === 0 ? (
        <p className="t2 p-4">Nobody has changed a rule yet. These are the defaults.</p>
      ) : (
        <ul className="guard-history">
          {history.map((one) => (
            <li key={`${one.key} ${one.version}`}>
              <span className="m">{settingName(one.key)}</span>
              <span>
                {settingWords(one.key, one.from)} → {settingWords(one.key, one.to)}
              </span>
              <span className="t2">
                {one.user.name}, <RelativeTime at={one.at} />
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
