import { z } from "zod";

export const REPLY_CLASSES = ["positive", "neutral", "negative", "urgent", "unsubscribe"] as const;
export const replyClassSchema = z.enum(REPLY_CLASSES);
export type ReplyClass = z.infer<typeof replyClassSchema>;
