import { decimalsOf, isCurrency } from "./currency-rules";

export type Money = { minor: number; currency: string };
export type ReadMoney = { ok: true; minor: number } | { ok: false; reason: string };

/**
 * An amount as people type it, in minor units: "12,500", "12.500,50", "1 200". Of two marks the last one is the decimal one; a single
 * mark before exactly three digits groups, unless the currency has three decimals.
 */
export function readMoney(text: string, currency: string): ReadMoney {
  if (!isCurrency(currency)) return { ok: false, reason: "Choose the currency of the value." };
  const digits = text.replace(/[\s\u00a0\u202f'’]/g, "");
  if (!/^\d[\d.,]*$/.test(digits)) return { ok: false, reason: "Write the value in digits, such as 12,500." };
  const decimals = decimalsOf(currency);
  const [whole, fraction] = splitAtMark(digits, decimals);
  if (/[.,]/.test(fraction) || !isGrouped(whole)) {
    return { ok: false, reason: "Write the value in digits, such as 12,500." };
  }
  return inMinor(whole.replace(/[.,]/g, ""), fraction, currency);
}

/** Whole units and decimals, each as digits, in minor units of a currency of ISO 4217. */
export function inMinor(whole: string, fraction: string, currency: string): ReadMoney {
  const decimals = decimalsOf(currency);
  if (fraction.length > decimals) return { ok: false, reason: tooFine(currency, decimals) };
  const minor = Number(whole + fraction.padEnd(decimals, "0"));
  if (!Number.isSafeInteger(minor)) return { ok: false, reason: "The value is larger than can be kept." };
  return { ok: true, minor };
}

/** The amount as a form shows it, to be typed over: "12500.50". */
export function plainMoney({ minor, currency }: Money): string {
  const decimals = decimalsOf(currency);
  const digits = String(minor).padStart(decimals + 1, "0");
  if (decimals === 0) return digits;
  const [whole, fraction] = [digits.slice(0, -decimals), digits.slice(-decimals)];
  return /^0*$/.test(fraction) ? whole : `${whole}.${fraction}`;
}

/**
 * The amount for reading: "12,500.50 EUR". Written here, since the ICU of Node.js and of browsers differ. With three decimals they always
 * stand, since a mark before three digits could be either.
 */
export function tellMoney(money: Money): string {
  const plain = plainMoney(money);
  const [whole = "", fraction] = (
    decimalsOf(money.currency) === 3 && !plain.includes(".") ? `${plain}.000` : plain
  ).split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ",");
  return `${grouped}${fraction ? `.${fraction}` : ""} ${money.currency}`;
}

type Chances = { predicted_close_probability: number | null; probability_override: number | null };

/** How likely the deal is: what somebody said holds, whatever is predicted later. */
export const chanceOf = ({ probability_override, predicted_close_probability }: Chances) =>
  probability_override ?? predicted_close_probability;

type Expected = Chances & { estimated_value_minor: number | null; currency: string | null };

/** What a deal is worth by its probability; null where either is not known. */
export function expectedValue(lead: Expected): Money | null {
  const { estimated_value_minor: minor, currency } = lead;
  const chance = chanceOf(lead);
  return minor === null || currency === null || chance === null
    ? null
    : { minor: Math.round(minor * chance), currency };
}

const splitAtMark = (digits: string, decimals: number): [string, string] => {
  const at = Math.max(digits.lastIndexOf("."), digits.lastIndexOf(","));
  if (at < 0 || groups(digits, at, decimals)) return [digits, ""];
  return [digits.slice(0, at), digits.slice(at + 1)];
};

// "12,500" and "1.200.000" group; "12,50" does not, nor "1,200.500".
function groups(digits: string, at: number, decimals: number): boolean {
  if (digits.length - at - 1 !== 3) return false;
  const marks = digits.replace(/\d/g, "");
  return marks.length > 1 ? new Set(marks).size === 1 : decimals !== 3;
}

const isGrouped = (whole: string) => /^\d+$/.test(whole) || /^\d{1,3}([.,])\d{3}(\1\d{3})*$/.test(whole);

const tooFine = (currency: string, decimals: number) =>
  decimals === 0 ? `${currency} has no decimals. Leave them out.` : `${currency} has ${decimals} decimals at most.`;
