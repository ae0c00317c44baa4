import { z } from "zod";
import type { MailReport } from "./parse-report";
import type { KindVerdict } from "./schema";

const bounceSchema = z.object({
  notificationType: z.string().optional(),
  eventType: z.string().optional(),
  bounce: z
    .object({
      bounceType: z.string(),
      bounceSubType: z.string().default(""),
      bouncedRecipients: z.array(z.object({ emailAddress: z.string(), diagnosticCode: z.string().optional() })),
    })
    .optional(),
  complaint: z.object({ complainedRecipients: z.array(z.object({ emailAddress: z.string() })) }).optional(),
});

type Told = Pick<KindVerdict, "kind" | "recipient" | "hard" | "evidence">;

/** Amazon SES tells by mail, as JSON, what became of a message. */
export function notificationVerdict({ words, from }: MailReport): Told | null {
  const text = words.trimStart();
  if (!text.startsWith("{") || !/amazon(aws|ses)\.com$/.test(from)) return null;
  const told = readJson(text);
  if (told === null) return null;
  const type = told.notificationType ?? told.eventType ?? "";
  const evidence = `Amazon SES: ${[type, told.bounce?.bounceType, told.bounce?.bounceSubType].filter(Boolean).join(" ")}`;
  const complained = told.complaint?.complainedRecipients[0]?.emailAddress ?? null;
  if (type === "Complaint") return { kind: "complaint", recipient: complained, hard: null, evidence };
  if (type !== "Bounce") return { kind: "other", recipient: null, hard: null, evidence };
  const recipient = told.bounce?.bouncedRecipients[0]?.emailAddress ?? null;
  return { kind: "bounce", recipient, hard: told.bounce?.bounceType === "Permanent", evidence };
}

function readJson(text: string): z.output<typeof bounceSchema> | null {
  // Their footer follows the JSON, and lines may have been folded.
  const json = text.slice(0, text.lastIndexOf("}") + 1).replace(/\n/g, "");
  try {
    return bounceSchema.safeParse(JSON.parse(json)).data ?? null;
  } catch {
    return null;
  }
}
