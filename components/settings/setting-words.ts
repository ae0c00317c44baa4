import { CHANNEL_NAMES } from "@/components/outreach/channel-words";
import { channelSchema } from "@/lib/guard/schema";
import {
  groupedBy,
  type SettingKey,
  type SettingValue,
  settingsSchema,
  windowOf,
  windowSecondsSchema,
} from "@/lib/settings/schema";

/** How a value is typed and read: `factor` of the stored number is one of the unit. */
export type Unit = { name: string; factor: number };
const hours: Unit = { name: "hours", factor: 3600 };
const daysOfSeconds: Unit = { name: "days", factor: 86_400 };
const days: Unit = { name: "days", factor: 1 };
const percent: Unit = { name: "%", factor: 0.01 };
const touches: Unit = { name: "touches", factor: 1 };
const people: Unit = { name: "people", factor: 1 };

export type SettingField = { key: SettingKey; label: string; hint: string; unit: Unit | null };

/** The rules that are no channel's, in groups as people think of them. */
export const GROUPS: { title: string; says: string; fields: SettingField[] }[] = [
  {
    title: "One person, all channels",
    says: "Warns when somebody had enough of us, whoever wrote and on whatever channel.",
    fields: [
      { key: "guard.touches.limit", label: "Enough is", hint: "0 switches this off", unit: touches },
      { key: "guard.touches.window_days", label: "Within", hint: "The days that are counted", unit: days },
    ],
  },
  {
    title: "One company",
    says: "A colleague's touch there warns. The ceiling, when there is one, stops new people; a manager may go on.",
    fields: [
      {
        key: "guard.company.window_days",
        label: "A colleague's touch warns for",
        hint: "0 switches this off",
        unit: days,
      },
      { key: "guard.company.limit", label: "Most people in play", hint: "Empty is no ceiling", unit: people },
      {
        key: "guard.company.limit_window_days",
        label: "In play means contacted within",
        hint: "And not lost or closed",
        unit: days,
      },
    ],
  },
  {
    title: "The same text",
    says: "Warns when a text is nearly one that this person or company received.",
    fields: [
      {
        key: "guard.similarity.threshold",
        label: "Nearly the same from",
        hint: "45 % finds a copy with another name",
        unit: percent,
      },
      { key: "guard.similarity.window_days", label: "Looking back", hint: "0 switches this off", unit: days },
    ],
  },
  {
    title: "Consent",
    says: "Where the law asks for it: nobody is contacted without a granted consent.",
    fields: [{ key: "guard.consent.required", label: "Require a granted consent", hint: "", unit: null }],
  },
];

export const windowUnit = (kind: "hard" | "soft") => (kind === "hard" ? hours : daysOfSeconds);

export const channelName = (code: string) => {
  const known = channelSchema.safeParse(code);
  return known.success ? CHANNEL_NAMES[known.data] : code;
};

const fieldOf = (key: string) => GROUPS.flatMap((group) => group.fields).find((field) => field.key === key);

/** "Email, slot" or "Most people in play": a setting in a line of its history. */
export function settingName(key: string): string {
  const window = windowOf(key);
  if (window) return `${channelName(window.channel)}, ${window.kind === "hard" ? "slot is taken for" : "warns for"}`;
  const grouped = groupedBy(key);
  if (grouped) return `${channelName(grouped)}, shares its slot with`;
  return fieldOf(key)?.label ?? key;
}

function unitOf(key: string): Unit | null {
  const window = windowOf(key);
  return window ? windowUnit(window.kind) : (fieldOf(key)?.unit ?? null);
}

/** What is wrong with what was typed, in the unit of its field; null when the server will take it. */
export function settingFault(key: string, value: SettingValue | string): string | null {
  if (groupedBy(key)) return null;
  const field = fieldOf(key);
  const schema = field ? settingsSchema.shape[field.key] : windowSecondsSchema;
  const unit = unitOf(key);
  const issue = schema.safeParse(value).error?.issues.at(-1);
  if (!issue || !unit) return null;
  if (issue.code === "too_small") return `The least is ${inUnit(Number(issue.minimum), unit)} ${unit.name}.`;
  if (issue.code === "too_big") return `The most is ${inUnit(Number(issue.maximum), unit)} ${unit.name}.`;
  if (typeof value === "number") return "Type a whole number.";
  return value === null ? "Type a number." : "This is not a number. Type one, such as 24.";
}

/** A stored value in words: "24 hours", "off", "45 %". */
export function settingWords(key: string, value: SettingValue): string {
  const unit = unitOf(key);
  if (typeof value === "boolean") return value ? "on" : "off";
  if (value === null) return "none";
  if (typeof value === "string") return value === groupedBy(key) ? "no other" : channelName(value);
  if (!unit) return String(value);
  if (value === 0 && key !== "guard.similarity.threshold") return "off";
  return `${inUnit(value, unit)} ${unit.name}`;
}

export const inUnit = (value: number, { factor }: Unit) => Math.round((value / factor) * 1000) / 1000;
/** What was typed, as it is stored; text that is no number stays as it is, for the server to refuse at its field. */
export function stored(typed: string, { factor }: Unit): number | string | null {
  if (typed.trim() === "") return null;
  const number = Number(typed.trim().replace(",", "."));
  return Number.isFinite(number) ? Math.round(number * factor * 1e6) / 1e6 : typed;
}
