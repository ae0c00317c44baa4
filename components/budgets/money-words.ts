import { decimalsOf } from "@/lib/deals/currency-rules";
import { readMoney, tellMoney } from "@/lib/deals/rules";

/** An amount with its sign: "-1,200.50 EUR". */
export const signedMoney = (minor: number, currency: string) =>
  minor < 0 ? `-${tellMoney({ minor: -minor, currency })}` : tellMoney({ minor, currency });

/** An amount as a spreadsheet reads it: "-1200.50". */
export function decimalOf(minor: number, currency: string): string {
  const decimals = decimalsOf(currency);
  return (minor / 10 ** decimals).toFixed(decimals);
}

export const amountHint = (currency: string) => {
  const decimals = decimalsOf(currency);
  return `In ${currency}, ${decimals === 0 ? "no decimals" : `${decimals} decimals at most`}`;
};

/** What was typed in minor units, or why it cannot be read. */
export function typedAmount(text: string, currency: string): { minor: number } | { problem: string } {
  const read = readMoney(text.trim(), currency);
  return read.ok ? { minor: read.minor } : { problem: read.reason };
}
