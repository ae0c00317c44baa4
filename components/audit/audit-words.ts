/** "lead.contacted" as people read it: "Lead contacted". */
export const kindWords = (kind: string): string => {
  const words = kind.split(/[._]/).map((word) => NAMES[word] ?? word);
  return words.join(" ").replace(/^./, (letter) => letter.toUpperCase());
};

const NAMES: Record<string, string> = { api: "API", dnc: "do-not-contact" };

const VIA: Record<string, string> = {
  web: "in the browser",
  api: "by API key",
  job: "automatically",
  import: "by import",
  script: "by command",
};

/** From where: a door in words. */
export const viaWords = (via: string): string => VIA[via] ?? via;

/** "do_not_contact" as a field's name: "Do not contact". */
export const fieldWords = (field: string): string => kindWords(field);
