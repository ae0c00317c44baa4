import { createServer, type Server, type Socket } from "node:net";

type Stored = { uid: number; raw: string; flags: string };
type Folder = { validity: number; messages: Stored[]; next: number };

/** An IMAP server of a test: folders with messages, new ones told to who listens, and the ways in which servers fail. */
export class ImapServer {
  readonly folders: Record<string, Folder> = { INBOX: folder(1), Sent: folder(1) };
  /** connections that were made, and commands that came */
  connections = 0;
  readonly commands: string[] = [];
  /** after this many messages fetched, the line is cut; once */
  cutAfter: number | null = null;
  refuses = false;
  /** what it says then */
  refusal = "[AUTHENTICATIONFAILED] wrong password";
  /** it keeps a copy of what it sends by itself, as Gmail does */
  copies = false;
  /** who may come in by a token; null: everybody, by any password */
  opens: ((account: string, token: string) => boolean) | null = null;
  private readonly lines = new Set<Line>();

  private constructor(private readonly server: Server) {}

  static async start(): Promise<ImapServer> {
    const server = createServer();
    const imap = new ImapServer(server);
    server.on("connection", (socket) => {
      imap.connections += 1;
      const line = new Line(socket, imap);
      imap.lines.add(line);
      socket.on("close", () => imap.lines.delete(line));
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return imap;
  }

  get port(): number {
    const address = this.server.address();
    return typeof address === "object" && address ? address.port : 0;
  }

  /** A folder more, of which the server says by its name what it is for. */
  open(name: "All" | "Archive"): void {
    this.folders[name] = folder(1);
  }

  add(name: string, raw: string, flags = ""): void {
    const into = this.folder(name);
    into.messages.push({ uid: into.next++, raw: raw.replace(/\r?\n/g, "\r\n"), flags });
    for (const line of this.lines) line.tell(name, into.messages.length);
  }

  /** The server numbers a folder anew, as after a restore. */
  renumber(name: string): void {
    const one = this.folder(name);
    one.validity += 1;
    one.messages.forEach((message, place) => {
      message.uid = place + 1;
    });
    one.next = one.messages.length + 1;
  }

  cutAll(): void {
    for (const line of this.lines) line.cut();
  }

  folder(name: string): Folder {
    const found = this.folders[name];
    if (!found) throw new Error(`no folder ${name}`);
    return found;
  }

  async stop(): Promise<void> {
    this.cutAll();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

const folder = (validity: number): Folder => ({ validity, messages: [], next: 1 });

/** One connection. */
class Line {
  private selected: string | null = null;
  private idle: string | null = null;
  private rest = "";
  private awaited: { tag: string; folder: string; bytes: number } | null = null;

  constructor(
    private readonly socket: Socket,
    private readonly imap: ImapServer,
  ) {
    socket.on("error", () => {});
    socket.on("data", (bytes) => {
      this.rest += bytes.toString("latin1");
      if (!this.takeAwaited()) return;
      for (let end = this.rest.indexOf("\r\n"); end >= 0; end = this.rest.indexOf("\r\n")) {
        const line = this.rest.slice(0, end);
        this.rest = this.rest.slice(end + 2);
        this.take(line);
        if (!this.takeAwaited()) return;
      }
    });
    this.say(`* OK [CAPABILITY ${this.capabilities()}] ready`);
  }

  tell(name: string, count: number): void {
    if (this.idle !== null && this.selected === name) this.say(`* ${count} EXISTS`);
  }

  cut(): void {
    this.socket.destroy();
  }

  private say(text: string): void {
    this.socket.write(`${text}\r\n`, "latin1");
  }

  private take(line: string): void {
    if (/^done$/i.test(line) && this.idle !== null) {
      this.say(`${this.idle} OK IDLE done`);
      this.idle = null;
      return;
    }
    const [, tag = "*", name = "", rest = ""] = /^(\S+) ((?:UID )?\S+) ?(.*)$/i.exec(line) ?? [];
    const command = name.toUpperCase();
    this.imap.commands.push(command);
    if (command === "IDLE") {
      this.idle = tag;
      this.say("+ idling");
      return;
    }
    if (command === "APPEND") {
      const [, folder = "", bytes = "0"] = /^"?([^"\s]+)"?.*\{(\d+)\+?\}$/.exec(rest) ?? [];
      this.awaited = { tag, folder, bytes: Number(bytes) };
      this.say("+ go on");
      return;
    }
    const answers: Record<string, () => void> = {
      CAPABILITY: () => this.say(`* CAPABILITY ${this.capabilities()}`),
      LIST: () => (/^"" ""$/.test(rest) ? this.say('* LIST (\\Noselect) "/" ""') : this.list()),
      LSUB: () => this.list("LSUB"),
      SELECT: () => this.open(rest),
      EXAMINE: () => this.open(rest),
      "UID FETCH": () => this.fetch(rest),
      "UID SEARCH": () => this.search(rest),
      LOGOUT: () => this.say("* BYE"),
    };
    if (command === "LOGIN" && this.imap.refuses) {
      this.say(`${tag} NO ${this.imap.refusal}`);
      return;
    }
    if (command === "AUTHENTICATE" && !this.mayEnter(rest)) {
      this.say(`${tag} NO [AUTHENTICATIONFAILED] invalid token`);
      return;
    }
    answers[command]?.();
    if (this.socket.destroyed) return;
    this.say(`${tag} OK ${command === "EXAMINE" ? "[READ-ONLY] " : ""}done`);
    if (command === "LOGOUT") this.socket.end();
  }

  /** The text of a message that is being appended; false while it has not come whole. */
  private takeAwaited(): boolean {
    if (!this.awaited) return true;
    const { tag, folder, bytes } = this.awaited;
    if (this.rest.length < bytes + 2) return false;
    this.imap.add(folder, this.rest.slice(0, bytes));
    this.rest = this.rest.slice(bytes + 2);
    this.awaited = null;
    this.say(`${tag} OK done`);
    return true;
  }

  private search(rest: string): void {
    const since = /SINCE "?([\w-]+)"?/i.exec(rest)?.[1];
    if (since) {
      const dated = ({ raw }: Stored) => new Date(/^Date: (.*)$/m.exec(raw)?.[1] ?? 0) >= new Date(since);
      const late = this.imap.folder(this.selected ?? "INBOX").messages.filter(dated);
      this.say(`* SEARCH ${late.map((one) => one.uid).join(" ")}`.trimEnd());
      return;
    }
    const wanted = /HEADER "?MESSAGE-ID"? "?(<[^>]+>)/i.exec(rest)?.[1] ?? "none";
    const { messages } = this.imap.folder(this.selected ?? "INBOX");
    const found = messages.filter(({ raw }) => raw.toLowerCase().includes(`message-id: ${wanted.toLowerCase()}`));
    this.say(`* SEARCH ${found.map((one) => one.uid).join(" ")}`);
  }

  private capabilities(): string {
    return `IMAP4rev1 IDLE SPECIAL-USE${this.imap.copies ? " X-GM-EXT-1" : ""}${this.imap.opens ? " AUTH=XOAUTH2 SASL-IR" : ""}`;
  }

  private mayEnter(rest: string): boolean {
    const said = Buffer.from(rest.split(" ")[1] ?? "", "base64").toString("utf8");
    const [user = "", bearer = ""] = said.split("\u0001");
    const [account, token] = [user.replace(/^user=/, ""), bearer.replace(/^auth=Bearer /, "")];
    return this.imap.opens?.(account, token) ?? false;
  }

  private list(kind = "LIST"): void {
    for (const name of Object.keys(this.imap.folders))
      this.say(`* ${kind} (${name === "INBOX" ? "" : `\\${name}`}) "/" "${name}"`);
  }

  private open(rest: string): void {
    const name = /^"?([^"\s]+)"?/.exec(rest)?.[1] ?? "";
    this.selected = name;
    const { validity, next, messages } = this.imap.folder(name);
    this.say(`* ${messages.length} EXISTS`);
    this.say("* FLAGS (\\Seen)");
    this.say(`* OK [UIDVALIDITY ${validity}] valid`);
    this.say(`* OK [UIDNEXT ${next}] next`);
  }

  private fetch(rest: string): void {
    const [, range = "", wish = ""] = /^(\S+) (.*)$/.exec(rest) ?? [];
    const { messages } = this.imap.folder(this.selected ?? "INBOX");
    const last = messages.at(-1)?.uid ?? 0;
    const wanted = (uid: number) =>
      range.split(",").some((part) => {
        const [from = "0", to = from] = part.split(":");
        const [low, high] = [Number(from), to === "*" ? last : Number(to)];
        return uid >= Math.min(low, high) && uid <= Math.max(low, high);
      });
    for (const [place, { uid, raw, flags }] of messages.entries()) {
      if (!wanted(uid) || this.socket.destroyed) continue;
      const bytes = Buffer.byteLength(raw, "latin1");
      if (!/BODY/.test(wish)) {
        this.say(`* ${place + 1} FETCH (UID ${uid} FLAGS (${flags}) RFC822.SIZE ${bytes})`);
        continue;
      }
      if (this.imap.cutAfter !== null && this.imap.cutAfter-- <= 0) {
        this.imap.cutAfter = null;
        this.cut();
        return;
      }
      const date = '"20-Nov-2026 09:00:00 +0000"';
      this.say(`* ${place + 1} FETCH (UID ${uid} INTERNALDATE ${date} RFC822.SIZE ${bytes} BODY[] {${bytes}}`);
      this.socket.write(`${raw})\r\n`, "latin1");
    }
  }
}
