import { useEffect, useState } from "react";
import type { Campaign } from "@/lib/campaigns/schema";

export type CampaignChoice = { id: string; name: string };

/** The campaigns that something new can be counted to, by name; none until they are there. */
export function useCampaigns(): CampaignChoice[] {
  const [list, setList] = useState<CampaignChoice[]>([]);
  useEffect(() => {
    let gone = false;
    void listCampaigns().then((found) => gone || setList(found));
    return () => {
      gone = true;
    };
  }, []);
  return list;
}

async function listCampaigns(): Promise<CampaignChoice[]> {
  try {
    const answer = await fetch("/api/campaigns");
    // Our own route answers this shape: app/api/contract.db.test.ts holds every answer against its schema.
    const all = answer.ok ? ((await answer.json()) as { data: Campaign[] }).data : [];
    return all.flatMap(({ id, name, archived }) => (archived ? [] : [{ id, name }]));
  } catch {
    return [];
  }
}
