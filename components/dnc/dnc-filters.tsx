"use client";

import { useRouter } from "next/navigation";
import { CHANNEL_NAMES } from "@/components/outreach/channel-words";
import { hrefWith } from "@/components/ui/query-href";
import { Select } from "@/components/ui/select";
import { DNC_SOURCES } from "@/lib/dnc/schema";
import { CHANNELS } from "@/lib/guard/channel-rules";
import { SOURCE_NAMES } from "./dnc-words";

/** Where an entry came from, which channel it blocks, and whether it still stands: each is in the address. */
export function DncFilters({ query }: { query: string }) {
  const router = useRouter();
  const params = new URLSearchParams(query);
  return (
    <>
      {FILTERS.map(({ name, label, options }) => (
        <Select
          key={name}
          frame="bar"
          aria-label={label}
          value={params.get(name) ?? ""}
          options={options}
          onChange={(event) => router.push(hrefWith(query, { [name]: event.target.value }), { scroll: false })}
        />
      ))}
    </>
  );
}

const FILTERS = [
  {
    name: "source",
    label: "Source",
    options: [
      { value: "", label: "Any source" },
      ...DNC_SOURCES.map((value) => ({ value, label: SOURCE_NAMES[value] })),
    ],
  },
  {
    name: "channel",
    label: "Channels",
    options: [
      { value: "", label: "Any channel" },
      { value: "all", label: "All channels" },
      ...CHANNELS.map((value) => ({ value, label: `${CHANNEL_NAMES[value]} only` })),
    ],
  },
  {
    name: "state",
    label: "State",
    options: [
      { value: "", label: "On the list" },
      { value: "ending", label: "Ending soon" },
      { value: "asked", label: "Removal asked" },
      { value: "expired", label: "Run out" },
      { value: "removed", label: "Removed" },
    ],
  },
];
