import { useEffect, useState } from "react";
import { everyRow } from "@/components/ui/every-row";
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
  const all = await everyRow<Campaign>("/api/campaigns");
  return all?.flatMap(({ id, name, archived }) => (archived ? [] : [{ id, name }])) ?? [];
}
