import { decimalsOf, isCurrency } from "./currency-rules";
import { inMinor, type Money, plainMoney, type ReadMoney, readMoney } from "./rules";

/** What separates the decimals in a column of amounts. */
export type DecimalMark = "." | ",";

/** The mark before the decimals in a column, from those of its values that can be read one way only; null when none can, or they differ. */
export function decimalMarkOf(values: Iterable<string>): DecimalMark | null {
  const found = new Set<DecimalMark>();
  for (const value of values) {
    const mark = ownMark(/\d[\d.,\s'’\u00a0\u202f]*/.exec(value)?.[0].replace(/[^\d.,]/g, "") ?? "");
    if (mark) found.add(mark);
  }
  const [mark = null] = found;
  return found.size === 1 ? mark : null;
}

function ownMark(digits: string): DecimalMark | null {
  const at = Math.max(digits.lastIndexOf("."), digits.lastIndexOf(","));
  if (at < 0 || at === digits.length - 1) return null;
  const last = markOf(digits.charAt(at));
  const marks = digits.replace(/\d/g, "");
  if (new Set(marks).size > 1) return last;
  if (marks.length > 1) return last === "." ? "," : ".";
  const groups = digits.length - at - 1 === 3 && at <= 3 && !digits.startsWith("0");
  return groups ? null : last;
}

const markOf = (letter: string): DecimalMark => (letter === "." ? "." : ",");

/** An amount of a file: in the currency that is said beside it or in the cell, else in the organization's (`said` is false then). */
export type Amount = Money & { said: boolean };
export type ReadAmount = { ok: true; amount: Amount } | { ok: false; reason: string; suggestion: string };

/**
 * An amount as files write it: "12,500.50", "€ 12.500", "USD 1,200", "1200.0000". `currency` is what another cell says, `base` the
 * organization's; decimals that are all zero or come from a calculation are none.
 */
export function readAmount(text: string, currency: string | null, base: string, mark: DecimalMark | null): ReadAmount {
  if (/^\W*[-−(]\W*\d[^-−]*$/.test(text)) return negative(text);
  const [, before = "", digits = "", after = ""] = shape.exec(text.trim()) ?? [];
  const word = `${before}${after}`.replace(/\.$/, "").trim();
  if (digits === "" || (before !== "" && after !== "")) return refused(text);
  const meant = word === "" ? null : currenciesOf(word);
  if (meant?.length === 0) return refused(text);
  const code = currency ?? (meant?.includes(base) ? base : (meant?.[0] ?? base));
  if (meant && !meant.includes(code)) {
    const reason = `“${text}” is in ${meant[0]}, and the column beside it says ${code}.`;
    return { ok: false, reason, suggestion: "Write the same currency in both, or the amount alone." };
  }
  const money = minorOf(digits.replace(/[\s\u00a0\u202f'’]/g, ""), code, mark);
  if (!money.ok) return { ok: false, reason: `“${text}”: ${money.reason}`, suggestion: fitting(code) };
  return { ok: true, amount: { minor: money.minor, currency: code, said: currency !== null || meant !== null } };
}

/** An amount whose currency nobody said, in the currency that a deal has already; where its decimals do not fit there, as it was read. */
export function inCurrencyOf(amount: Amount, had: string | null): Money {
  const { said, ...money } = amount;
  if (said || had === null || had === money.currency) return money;
  const again = readMoney(plainMoney(money), had);
  return again.ok ? { minor: again.minor, currency: had } : money;
}

const shape = /^([^\d\s.,'’()-]*\.?)\s*(\d[\d.,\s'’\u00a0\u202f]*?)\s*([^\d\s.,'’()-]*)$/u;

const refused = (text: string): ReadAmount => ({
  ok: false,
  reason: `“${text}” is no amount of money.`,
  suggestion: "Write the whole amount in digits, such as 12500 or 12,500.00 EUR, or empty the cell.",
});

const negative = (text: string): ReadAmount => ({
  ok: false,
  reason: `“${text}” is below zero, which no value of a deal is.`,
  suggestion: "Write what the deal is worth, such as 12500, or empty the cell.",
});

const fitting = (code: string) => `Write the amount in ${code}, such as 12500, or empty the cell.`;

const signs: Record<string, string> = {
  $: "USD CAD AUD NZD SGD HKD MXN",
  us$: "USD",
  ca$: "CAD",
  c$: "CAD",
  a$: "AUD",
  au$: "AUD",
  nz$: "NZD",
  s$: "SGD",
  hk$: "HKD",
  r$: "BRL",
  "€": "EUR",
  euro: "EUR",
  euros: "EUR",
  "£": "GBP",
  "¥": "JPY CNY",
  "₹": "INR",
  rs: "INR PKR LKR",
  "₩": "KRW",
  "₽": "RUB",
  "₺": "TRY",
  "₪": "ILS",
  "₴": "UAH",
  zł: "PLN",
  kč: "CZK",
  kr: "SEK NOK DKK ISK",
  fr: "CHF",
  sfr: "CHF",
};

/** The currencies that a sign or a code can mean, the likeliest first. */
export const currenciesOf = (word: string): string[] =>
  isCurrency(word.toUpperCase()) ? [word.toUpperCase()] : (signs[word.toLowerCase()]?.split(" ") ?? []);

/** Digits in minor units: with the column's mark by it, else as they are read alone. Zeros at the end are no decimals. */
function minorOf(digits: string, currency: string, mark: DecimalMark | null): ReadMoney {
  if (mark === null) return readMoney(digits, currency);
  const [whole = "", fraction = "", ...more] = digits.split(mark);
  const group = mark === "." ? "," : ".";
  if (more.length > 0 || fraction.includes(group) || !isGrouped(whole, group)) {
    return { ok: false, reason: `This column writes its decimals behind “${mark}”.` };
  }
  const plain = whole.replaceAll(group, "");
  if (fraction.length === 3 && decimalsOf(currency) < 3 && /^[1-9]\d{0,2}$/.test(whole)) {
    return { ok: false, reason: `This can be ${whole}${fraction} or ${whole}${mark}${fraction.slice(0, 2)}.` };
  }
  if (fraction.length <= MOST_WRITTEN) return inMinor(plain, fraction.replace(/0+$/, ""), currency);
  const [rounded = plain, decimals = ""] = Number(`${plain}.${fraction}`).toFixed(decimalsOf(currency)).split(".");
  return inMinor(rounded, decimals, currency);
}

/** More decimals than this nobody wrote: a spreadsheet calculated them. */
const MOST_WRITTEN = 6;

const isGrouped = (whole: string, group: string) => {
  const [first = "", ...rest] = whole.split(group);
  return rest.length === 0 || (/^\d{1,3}$/.test(first) && rest.every((part) => /^\d{3}$/.test(part)));
};
