/** What a text may ask of a lead: `{{first_name}}`, or `{{first_name|there}}` with words for who has none. */
export const FIELDS = {
  first_name: "First name",
  last_name: "Last name",
  company: "Company",
  title: "Job title",
  email: "Email address",
  sender_name: "Sender's name",
} as const;
export type FieldName = keyof typeof FIELDS;
export type FieldValues = Record<FieldName, string | null>;

const pattern = /\{\{\s*([^{}|]*?)\s*(?:\|([^{}]*))?\}\}/g;
const isField = (name: string): name is FieldName => Object.hasOwn(FIELDS, name);

/** Names between braces that no lead has. */
export function unknownFields(text: string): string[] {
  return [...new Set([...text.matchAll(pattern)].map(([, name = ""]) => name).filter((name) => !isField(name)))];
}

/** Fields for which the text has no words of its own. */
export function bareFields(text: string): FieldName[] {
  const found = [...text.matchAll(pattern)].filter(([, , words]) => !words?.trim());
  return [...new Set(found.map(([, name = ""]) => name).filter(isField))];
}

/** The text for one lead; `missing` names what it asks for and the lead lacks. Values are put in as they are and asked for nothing. */
export function fillFields(text: string, values: FieldValues): { text: string; missing: FieldName[] } {
  const missing: FieldName[] = [];
  const filled = text.replace(pattern, (whole, name: string, words: string | undefined) => {
    if (!isField(name)) return whole;
    const value = values[name]?.trim() || words?.trim();
    if (!value) missing.push(name);
    return value ?? "";
  });
  return { text: filled, missing: [...new Set(missing)] };
}
