/** What a check compares, and what to do when rows disagree, in words for admins. */
export type CheckWords = { title: string; says: string; next: string };

const tell = "Tell whoever runs this installation: the ledger itself is right, what is derived from it is not.";
const rebuild = "Have whoever runs this installation run npm run rollups:rebuild: it counts the ledger anew.";
const look =
  "Look at the audit log for who changed what; the database refuses this, so somebody went past the product.";

const words: Record<string, CheckWords> = {
  ledger_links: {
    title: "Links of touches",
    says: "Threads, answers and corrections are of the same lead",
    next: look,
  },
  lead_summaries: { title: "Summaries of leads", says: "Last contact and counts equal the ledger", next: tell },
  thread_summaries: { title: "Summaries of threads", says: "Newest messages equal the ledger", next: tell },
  lead_statuses: {
    title: "Statuses",
    says: "A status is where its history ends, and how far a lead came is what it tells",
    next: look,
  },
  contact_points: { title: "Addresses", says: "A lead and its address list say the same", next: tell },
  search_documents: { title: "Search", says: "Search finds each lead by the words it has", next: tell },
  received_mail: { title: "Mail that arrived", says: "Each message is at the lead of its touch", next: look },
  thread_links: { title: "Conversations", says: "Each message lies in the thread it names", next: look },
  bounced_addresses: { title: "Bounced addresses", says: "An address that failed is marked", next: tell },
  planned_without_slot: { title: "Slots", says: "Each planned touch holds its slot", next: look },
  overlapping_slots: { title: "Overlaps", says: "No two slots overlap", next: look },
  straying_slots: { title: "Stray slots", says: "Each slot is of a touch that goes out", next: look },
  override_links: { title: "Overrides", says: "Each override has its reason", next: look },
  collision_links: { title: "Collisions", says: "Each collision names touches of its lead", next: look },
  rollups: { title: "Figures", says: "Counts by day equal the ledger", next: rebuild },
};

export const wordsOf = (name: string): CheckWords =>
  words[name] ?? { title: name.replaceAll("_", " "), says: "What is kept twice agrees", next: tell };
