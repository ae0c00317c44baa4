/** What a delivery report says of one recipient (RFC 3464), as far as it says it. */
export type Recipient = { address: string | null; action: string; status: string; diagnostic: string };

/** The recipients of a delivery report, in its order. */
export function recipientFields(fields: string): Recipient[] {
  return fields
    .split(/\n[ \t]*\n/)
    .map(fieldsOf)
    .filter((block) => block.has("final-recipient") || block.has("original-recipient") || block.has("action"))
    .map((block) => ({
      address: addressOf(block.get("final-recipient")) ?? addressOf(block.get("original-recipient")),
      action: (block.get("action") ?? "").trim().toLowerCase(),
      status: /\b[245]\.\d{1,3}\.\d{1,3}\b/.exec(block.get("status") ?? "")?.[0] ?? "",
      diagnostic: block.get("diagnostic-code") ?? "",
    }));
}

/** `Name: value` lines of one block, folded lines joined; of a repeated name the first counts. */
export function fieldsOf(block: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const line of block.replace(/\n[ \t]+/g, " ").split("\n")) {
    const [, name, value] = /^\s*([A-Za-z][A-Za-z0-9-]*)\s*:\s*(.*)$/.exec(line) ?? [];
    if (name !== undefined && !found.has(name.toLowerCase())) found.set(name.toLowerCase(), value ?? "");
  }
  return found;
}

/** `rfc822; <ada@x.org>`, with or without type, brackets and quotes; null when it holds no address. */
export function addressOf(value: string | undefined): string | null {
  const plain = (value ?? "").replace(/^\s*[\w-]+\s*;\s*/, "");
  return addressIn(plain);
}

// Read from untrusted text: bounded, so that no line makes it slow.
const address = /["']?[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,128}["']?@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,250}[A-Za-z0-9])?/;

/** The first address in a text, without quotes and brackets; null without one. */
export function addressIn(text: string): string | null {
  const found = address.exec(text.slice(0, 2000))?.[0] ?? null;
  return (
    found
      ?.replace(/["']/g, "")
      .replace(/^[=.]+/, "")
      .toLowerCase() ?? null
  );
}
