"use client";

import { useRouter } from "next/navigation";
import { hrefWith } from "@/components/ui/query-href";
import { Select } from "@/components/ui/select";
import { RESOLUTIONS } from "@/lib/collisions/schema";
import { RESOLUTION_NAMES } from "./resolution-words";

const OPTIONS = [
  { value: "", label: "Any outcome" },
  { value: "none", label: "Nothing made of it yet" },
  ...RESOLUTIONS.map((value) => ({ value, label: RESOLUTION_NAMES[value] })),
];

/** What was made of them, as a part of the address. */
export function ResolutionFilter({ query, resolution }: { query: string; resolution: string | null }) {
  const router = useRouter();
  return (
    <Select
      frame="bar"
      aria-label="What was made of it"
      value={resolution ?? ""}
      options={OPTIONS}
      onChange={(event) => router.push(hrefWith(query, { resolution: event.currentTarget.value }), { scroll: false })}
    />
  );
}
