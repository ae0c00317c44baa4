import { CONNECTION_SECURITIES, type UpdateMailboxInput } from "@/lib/mailboxes/schema";

type Server = NonNullable<UpdateMailboxInput["smtp"]>;

/** What was typed about the server that reads; null where none is named. */
export const readingIn = (form: FormData, userName: string): Server | null =>
  String(form.get("imap.host") ?? "").trim() ? serverIn(form, "imap", userName) : null;

/** What was typed about one server. An empty password is none: the one that is kept stays. */
export function serverIn(form: FormData, kind: "smtp" | "imap", userName: string): Server {
  const text = (name: string) => String(form.get(`${kind}.${name}`) ?? "").trim();
  const password = String(form.get(`${kind}.password`) ?? "");
  return {
    host: text("host"),
    port: Number(text("port")),
    security: CONNECTION_SECURITIES.find((one) => one === text("security")) ?? "tls",
    username: text("username") || userName || null,
    ...(password && { password }),
  };
}
