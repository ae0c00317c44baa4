import type { NavItem } from "./navigation";
import type { PaletteFound } from "./palette-actions";
import { SETTINGS_PAGES } from "./settings-pages";

export const NOTHING: PaletteFound = { leads: [], companies: [], views: [], said: [] };

/** Every word that was typed stands somewhere in the text. */
export function fitsWords(text: string, typed: string): boolean {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  return words.every((word) => text.toLowerCase().includes(word));
}

export const fitting = <T extends { label: string }>(rows: readonly T[], typed: string): T[] =>
  rows.filter((row) => fitsWords(row.label, typed));

/** The places of the navigation; whoever types finds each page of the settings too. */
export const placesFor = (places: readonly NavItem[], typed: string): NavItem[] =>
  fitting(typed.trim() === "" ? places : [...places, ...SETTINGS], typed);

const SETTINGS = SETTINGS_PAGES.map(
  ({ label, href }): NavItem => ({ label: `Settings: ${label}`, href, icon: "settings" }),
);

/** What was found for fewer letters and still fits: it stands there until the answer for all of them has come. */
export const stillFitting = ({ leads, companies, views, said }: PaletteFound, typed: string): PaletteFound => ({
  leads: leads.filter((one) => fitsWords(`${one.name} ${one.company ?? ""}`, typed)),
  companies: companies.filter((one) => fitsWords(`${one.name} ${one.domain ?? ""}`, typed)),
  views: views.filter((one) => fitsWords(one.name, typed)),
  said: said.filter((one) => fitsWords(one.text, typed)),
});

/** Of those that were found first who is called so: whose name has words that begin as typed, then whose name holds them; within these as they came. */
export function calledFirst<T extends { name: string }>(rows: readonly T[], typed: string, most: number): T[] {
  const words = plain(typed).split(/\s+/).filter(Boolean);
  const distance = ({ name }: T) => {
    const parts = plain(name).split(/[\s'-]+/);
    if (words.every((word) => parts.some((part) => part.startsWith(word)))) return 0;
    return words.every((word) => plain(name).includes(word)) ? 1 : 2;
  };
  return rows.toSorted((a, b) => distance(a) - distance(b)).slice(0, most);
}

const plain = (text: string) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

type Shown = { found: PaletteFound; places: readonly { href: string }[]; actions: readonly { id: string }[] };

/** The row on top, by which the palette begins: what Enter takes as long as nobody has moved. */
export function firstRow({ found, places, actions }: Shown): string {
  const [row = ""] = [
    ...found.leads.map(({ id }) => `lead-${id}`),
    ...found.companies.map(({ id }) => `company-${id}`),
    ...found.views.map(({ id }) => `view-${id}`),
    ...places.map(({ href }) => `go-${href}`),
    ...actions.map(({ id }) => `do-${id}`),
    ...found.said.map(({ id }) => `said-${id}`),
  ];
  return row;
}
