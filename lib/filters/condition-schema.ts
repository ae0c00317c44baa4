import { z } from "zod";
import { isTimezone } from "@/lib/core/time";
import { FIELD_NAMES, type FilterField, fieldOf, OPERATORS, shapeOf, type ValueShape } from "./field-schema";

const text = z
  .string()
  .trim()
  .min(1, "Say what to look for.")
  .max(200, "This is longer than 200 characters. Shorten it.")
  .refine((value) => !/\p{Cc}/u.test(value), "This holds a line break or control character. Remove it.")
  .refine((value) => !/\p{Cs}/u.test(value), "This holds half a character (a lone surrogate). Type it anew.");
const number = z.number().int("Give a whole number.");
const list = z.array(text).min(1, "Choose at least one.").max(50, "The most is 50.");
const moment = text.refine(isMoment, "Give a day such as 2026-03-31, or a time such as 2026-03-31T09:00:00Z.");

const valueSchemas: Record<ValueShape, z.ZodType> = {
  text,
  texts: list,
  number,
  range: z
    .tuple([number, number])
    .refine(([from, to]) => from <= to, "The first number is the smaller one. Swap them."),
  moment,
  days: number.min(1, "The least is one day.").max(3650, "The most is 3650 days."),
  flag: z.boolean(),
  none: z.undefined("This asks for no value. Leave it out."),
};

/** One question about a lead. `key` names the own field when `field` is `metadata`. */
export const conditionSchema = z
  .strictObject({
    field: z.enum(FIELD_NAMES),
    op: z.enum(OPERATORS),
    key: text.optional(),
    value: z.union([z.string(), z.boolean(), z.number(), z.array(z.union([z.string(), z.number()]))]).optional(),
  })
  .superRefine((condition, ctx) => {
    const say = (path: string, message: string) => ctx.addIssue({ code: "custom", path: [path], message });
    const { field, op, key, value } = condition;
    const shape = shapeOf(field, op);
    if (shape === undefined) return say("op", `${fieldOf(field).label} cannot be asked this. Choose another.`);
    if ((key !== undefined) !== (field === "metadata")) {
      return say("key", field === "metadata" ? "Say which own field." : "Only own fields have a key. Leave it out.");
    }
    const read = valueSchemas[shape].safeParse(value);
    if (!read.success) return say("value", read.error.issues[0]?.message ?? "This does not fit here.");
    const problem = fieldProblem(field, op, read.data);
    if (problem) say("value", problem);
  });
export type Condition = z.output<typeof conditionSchema>;

/** A condition's value as the texts it holds, and as the numbers: its shape is checked above. */
export const textsOf = ({ value }: Pick<Condition, "value">): string[] =>
  [value].flat().flatMap((one) => (typeof one === "string" ? [one.trim()] : []));
export const numbersOf = ({ value }: Pick<Condition, "value">): number[] =>
  [value].flat().filter((one) => typeof one === "number");

/** What only this field refuses. */
function fieldProblem(field: FilterField, op: Condition["op"], value: unknown): string | null {
  const { options, least, most, kind } = fieldOf(field);
  const values: unknown[] = [value].flat();
  if (options && !values.every((one) => options.includes(String(one)))) return `Use one of ${options.join(", ")}.`;
  const numbers = values.filter((one) => typeof one === "number");
  if (least !== undefined && most !== undefined && numbers.some((one) => one < least || one > most)) {
    return `Give a number from ${least} to ${most}.`;
  }
  if (kind === "person" && !values.every((one) => one === undefined || one === "me" || isId(String(one)))) {
    return "Give a user's id, or me.";
  }
  if (field === "timezone" && !values.every((one) => one === undefined || isTimezone(String(one)))) {
    return "This is not an IANA time zone. Use a name such as Europe/Berlin.";
  }
  return op === "contains" || op === "not_contains" ? partProblem(field, String(value)) : null;
}

const isId = (text: string) => z.uuid().safeParse(text).success;

/** Parts are looked up by three letters at a time: less would read every lead. */
function partProblem(field: FilterField, part: string): string | null {
  if (field === "phone") {
    return part.replace(/\D/g, "").length >= 3 ? null : "Give at least three digits of the number.";
  }
  if (part.split(/\s+/).length > 8) return "Give at most eight words.";
  if (/[\p{L}\p{N}]{3}/u.test(part.normalize("NFD").replace(/\p{M}/gu, ""))) return null;
  return "Give at least three letters or digits in a row; shorter ones would read every lead.";
}

const day = /^(19|20|21)\d\d-\d\d-\d\d$/;
/** Whether a moment is a whole day, which begins where the organization is. */
export const isDay = (text: string) => day.test(text);

function isMoment(text: string): boolean {
  if (isDay(text)) return z.iso.date().safeParse(text).success;
  return day.test(text.slice(0, 10)) && z.iso.datetime({ offset: true }).safeParse(text).success;
}
