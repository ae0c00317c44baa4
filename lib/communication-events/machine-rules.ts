/** Programs that load pictures and follow links although nobody looks: by what they call themselves. Add a line, and it counts no longer. */
export const MACHINE_AGENTS: readonly { name: string; agent: RegExp }[] = [
  { name: "Gmail's image proxy", agent: /GoogleImageProxy|ggpht\.com/i },
  { name: "Yahoo's image proxy", agent: /YahooMailProxy|YahooCacheSystem/i },
  // Apple's privacy proxy loads every picture, and says this much and no more.
  { name: "Apple's mail privacy", agent: /^Mozilla\/5\.0$/ },
  { name: "Outlook's safe links", agent: /SafeLinks|Microsoft Office Existence|BingPreview|OfficeLinkChecker/i },
  {
    name: "a security scanner",
    agent:
      /Barracuda|Mimecast|Proofpoint|FireEye|Trellix|IronPort|MessageLabs|Symantec|Sophos|Forcepoint|Zscaler|TrendMicro|FortiMail|FortiGuard|Avanan|CheckPoint|urlscan|VirusTotal|Darktrace|Cloudmark|VadeSecure|Bitdefender|scanner/i,
  },
  {
    name: "a preview in a chat",
    agent:
      /Slackbot|WhatsApp|TelegramBot|Discordbot|LinkedInBot|Twitterbot|facebookexternalhit|SkypeUriPreview|Teams\/|preview/i,
  },
  { name: "a crawler", agent: /bot\b|bot\/|crawl|spider|slurp/i },
  {
    name: "a program",
    agent:
      /curl|wget|python|\bjava\/|okhttp|Go-http-client|node-fetch|\bnode\b|axios|undici|libwww|Postman|HeadlessChrome|PhantomJS|Puppeteer|Playwright|Apache-HttpClient|GuzzleHttp|Ruby/i,
  },
  { name: "a program without a name", agent: /^\s*$/ },
];

/** Where such programs sit, whatever they call themselves. */
export const MACHINE_NETWORKS: readonly { name: string; net: string; bits: number }[] = [
  { name: "Apple's mail privacy", net: "17.0.0.0", bits: 8 },
  { name: "Gmail's image proxy", net: "66.102.0.0", bits: 20 },
  { name: "Gmail's image proxy", net: "66.249.80.0", bits: 20 },
];

/** Nobody reads so soon after a message left; filters on its way do. */
export const SOON_SECONDS = 10;

/** So many different links of one message within so many seconds are no person's. */
export const BURSTS: readonly { links: number; seconds: number }[] = [
  { links: 2, seconds: 1 },
  { links: 3, seconds: 10 },
];

export type Visit = {
  agent: string;
  ip: string | null;
  method: string;
  /** the headers with which browsers say that they only prepare */
  purpose: string | null;
  at: Date;
  sentAt: Date | null;
};

/** Why a visit is a machine's, in words; null for what looks like a person. */
export function machineOf({ agent, ip, method, purpose, at, sentAt }: Visit): string | null {
  if (method === "HEAD") return "only asked whether it is there";
  if (purpose && /prefetch|preview|prerender/i.test(purpose)) return "loaded ahead by a browser";
  const known = MACHINE_AGENTS.find((one) => one.agent.test(agent));
  if (known) return known.name;
  const network = ip === null ? undefined : MACHINE_NETWORKS.find((one) => lies(ip, one));
  if (network) return network.name;
  if (sentAt && at.getTime() - sentAt.getTime() < SOON_SECONDS * 1000) return "within seconds of its delivery";
  return null;
}

function lies(ip: string, { net, bits }: { net: string; bits: number }): boolean {
  const [own, whole] = [numberOf(ip.replace(/^::ffff:/i, "")), numberOf(net)];
  const size = 2 ** (32 - bits);
  return own !== null && whole !== null && Math.floor(own / size) === Math.floor(whole / size);
}

/** An IPv4 address as a number; null for anything else. */
function numberOf(ip: string): number | null {
  if (!/^\d{1,3}(\.\d{1,3}){3}$/.test(ip)) return null;
  return ip.split(".").reduce((sum, part) => sum * 256 + Number(part), 0);
}

export type Click = { id: string; at: Date; url: string | null };

/** The clicks that belong to a burst: many different links of one message at once, in whatever order they are told. */
export function burstOf(clicks: readonly Click[]): string[] {
  const inBurst = clicks.filter(({ at }) =>
    BURSTS.some(({ links, seconds }) =>
      // Every window of that length that holds this click begins at a click.
      clicks.some((first) => {
        const from = first.at.getTime();
        const within = (one: Date) => one.getTime() >= from && one.getTime() <= from + seconds * 1000;
        if (!within(at)) return false;
        return new Set(clicks.filter((one) => within(one.at)).map((one) => one.url)).size >= links;
      }),
    ),
  );
  return inBurst.map((one) => one.id);
}
