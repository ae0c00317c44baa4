export type PaletteLead = { id: string; name: string; company: string | null };
export type PaletteFound = {
  leads: PaletteLead[];
  companies: { id: string; name: string; domain: string | null }[];
  views: { id: string; name: string; href: string }[];
  /** Calls in which the words were said, with the place. */
  said: { id: string; lead: string; text: string; href: string }[];
};
export type PaletteAction = { id: string; label: string; keys?: string; run: () => void };

type Doors = { go: (href: string) => void; openKeys: () => void; undo: () => void };

/** What can be done from everywhere. */
export const paletteActions = ({ go, openKeys, undo }: Doors): PaletteAction[] => [
  { id: "new-lead", label: "New lead", run: () => go("/leads/new") },
  { id: "check", label: "Check an address before you write", run: () => go("/leads/check") },
  { id: "import", label: "Import leads from a file", run: () => go("/imports") },
  { id: "segment", label: "New segment", run: () => go("/segments/new") },
  { id: "board", label: "Pipeline: leads as a board by status", keys: "g p", run: () => go("/leads?layout=board") },
  { id: "mine", label: "My leads", run: () => go("/leads?owner=me") },
  { id: "duplicates", label: "Look through duplicates", run: () => go("/leads/duplicates") },
  { id: "undo", label: "Undo the last change", keys: "z", run: undo },
  { id: "keys", label: "Show all keys", keys: "?", run: openKeys },
];
